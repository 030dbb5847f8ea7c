/** What the hand-over says at each step, and the choices that go with it. */
import { marksIn } from '../../escalation/mask.ts';
import type { Routed } from '../../escalation/routing.ts';
import type { Texts } from '../../escalation/texts.ts';
import { ROLES } from '../../knowledge/schema.ts';
import { sayRole } from '../hand-over.ts';
import { type Choice, notice, type Part, type Reply, text } from '../reply.ts';
import type { Turn } from '../skill.ts';

/** The skill, as actions name it. */
export const HAND_OVER = 'hand-over';
export const SUBJECT = 'intent:talk-to-person';
/** More names than this are typed, not pressed. */
const MOST_NAMES = 12;

export function handOverWords(texts: Texts) {
  const reply = (kind: Reply['kind'], parts: Part[]): Reply => ({ kind, parts, subject: SUBJECT });

  const questionStep = () =>
    reply('ask', [
      { type: 'question', name: 'question', text: texts('ask_question'), input: { kind: 'text' } },
    ]);

  function askParts({ what, among }: Extract<Routed, { to: 'ask' }>): Part[] {
    const names = what === 'role' ? ROLES.map((r) => ({ value: r, label: sayRole(r) })) : nameChoices(among);
    const choices = names.map(({ value, label }) => ({ label, action: `${HAND_OVER}:${what}:${value}` }));
    const input = choices.length ? ({ kind: 'choice', choices } as const) : ({ kind: 'text' } as const);
    return [{ type: 'question', name: what, text: texts(`ask_${what}`), input }];
  }

  function nameChoices(names: readonly string[]) {
    return names.length > MOST_NAMES ? [] : names.map((name) => ({ value: name, label: name }));
  }

  function confirmParts(turn: Turn, question: string, routed: Extract<Routed, { to: 'person' }>): Part[] {
    const found = marksIn(question);
    const title = texts.title(turn.role);
    const facts = [{ label: texts('you_asked'), value: question }];
    const from = [turn.role && sayRole(turn.role), routed.school, routed.lea].filter(Boolean).join(', ');
    const choices: Choice[] = [
      { label: texts('send'), action: `${HAND_OVER}:send:` },
      { label: texts('change'), action: `${HAND_OVER}:change:` },
      { label: texts('do_not_send'), action: `${HAND_OVER}:stop:` },
    ];
    return [
      text(texts('confirm', { who: routed.agent.name, title })),
      { type: 'facts', facts },
      ...(from ? [text(texts('confirm_role', { role: from }))] : []),
      ...(found.length ? [notice(texts('masked', { what: found.join(', ') }), 'warning')] : []),
      {
        type: 'question',
        name: 'send',
        text: texts('confirm_question'),
        input: { kind: 'choice', choices },
      },
    ];
  }

  function wayReply(
    turn: Turn,
    question: string,
    { contact, address }: Extract<Routed, { to: 'way' }>,
  ): Reply {
    const name = texts.contact(contact);
    const who = address && !name.includes(address) ? `${name} (${address})` : name;
    const role = turn.role ? texts('letter_role', { role: sayRole(turn.role) }) : '';
    return reply('escalate', [
      text(texts('way', { who })),
      { type: 'list', title: texts('way_text'), items: [texts('letter', { role, question })] },
    ]);
  }

  return { reply, questionStep, askParts, confirmParts, wayReply };
}

/** A typed name of an LEA or a school: the one that it says, or that alone holds it. */
export function nameIn(typed: string, among: readonly string[]): string | undefined {
  const wanted = typed.trim().toLowerCase();
  const exact = among.find((name) => name.toLowerCase() === wanted);
  const near = wanted ? among.filter((name) => name.toLowerCase().includes(wanted)) : [];
  return exact ?? (near.length === 1 ? near[0] : undefined);
}
