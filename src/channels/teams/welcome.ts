/** What is said once, when the app comes into a chat or a team. */
import { sayRole } from '../../assistant/hand-over.ts';
import { type Part, type Reply, say, text } from '../../assistant/reply.ts';
import { ROLES } from '../../knowledge/schema.ts';
import type { Scope } from './incoming.ts';
import { fill, type TeamsTexts } from './texts.ts';

export interface WelcomeOptions {
  texts: TeamsTexts;
  name: string;
  suggestions: readonly string[];
}

/** In private with the choice of a role and first questions; in company how to speak to it. */
export function welcomeReply(scope: Scope, { texts, name, suggestions }: WelcomeOptions): Reply {
  const first: Part = {
    type: 'choices',
    title: texts.welcome_suggestions,
    choices: suggestions.map((s) => say(s)),
  };
  if (scope !== 'personal')
    return { kind: 'answer', parts: [text(fill(texts.welcome_group, { name })), first] };
  const roles = ROLES.map((role) => ({ label: sayRole(role), action: `role:${role}` }));
  return {
    kind: 'answer',
    parts: [
      text(fill(texts.welcome, { name })),
      { type: 'choices', title: texts.welcome_role, choices: roles },
      first,
    ],
  };
}
