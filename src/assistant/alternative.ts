/** The second answer that stands beside one that is not sure enough to stand alone. */
import { shortAnswer } from './answer.ts';
import { LIKELY_SHARE } from './choices.ts';
import { type Part, type Reply, text } from './reply.ts';
import type { Turn } from './skill.ts';
import { idOf, type World } from './world.ts';

/** The short answer of the next likeliest entry, where the first is not sure enough to stand alone. */
export function alternative(turn: Turn, reply: Reply, world: World): Part[] {
  if (reply.kind !== 'answer' || !reply.subject?.startsWith('entry:')) return [];
  const [first, ...rest] = turn.understood.candidates;
  const second = rest.find((c) => c.key.startsWith('entry:') && !world.kin(first!.key, c.key));
  if (!second || second.score < LIKELY_SHARE * first!.score) return [];
  const entry = world.library.entry(idOf(second.key), turn.today);
  if (entry?.outcome !== 'answer' || (entry.ask_role && !turn.role)) return [];
  const said = (world.intents.voice.if_meant ?? '{title}: {answer}')
    .replace('{title}', entry.title)
    .replace('{answer}', shortAnswer(entry, { today: turn.today, role: turn.role }));
  return [text(said), { type: 'sources', sources: world.sources(entry.sources.slice(0, 1)) }];
}

/** The alternative stands before what could be asked besides, so that it is read. */
export function withAlternative(reply: Reply, beside: Part[]): Reply {
  const at = reply.parts.findIndex((p) => p.type === 'choices');
  const parts = at < 0 ? [...reply.parts, ...beside] : reply.parts.toSpliced(at, 0, ...beside);
  return { ...reply, parts };
}
