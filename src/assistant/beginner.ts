/** Somebody who is new in a role: what to begin with is told, and the role kept. */
import type { Role } from '../knowledge/schema.ts';
import { words } from '../search/normalise.ts';
import { answerEntry } from './answer.ts';
import { sayRole } from './hand-over.ts';
import { open, type Part, type Reply, text } from './reply.ts';
import type { Turn } from './skill.ts';
import type { World } from './world.ts';

const LONGEST = 24;
/** Speaks of the writer: "what should a new coordinator do" does not. */
const OWN =
  /^\W*(?:(?:hi|hello|hey|so|ok)\W+)?(?:brand[ -])?(?:new|newbie|rookie|day one|first)\b|\b(?:i|i'?m|my|me|we|us|here)\b/i;

/**
 * The role in which a message says that somebody is new, when it says nothing else: "day one as site coordinator".
 */
export function newRole(turn: Turn, world: World): Role | undefined {
  const { self, roles } = turn.understood.facets;
  const role = self ?? (roles.length === 1 ? roles[0] : undefined) ?? coordinatorOf(turn);
  if (!role || (!self && !OWN.test(turn.text))) return undefined;
  const all = words(turn.text);
  if (all.length > LONGEST) return undefined;
  const { signs, filler } = world.intents.vocabulary.beginner;
  const said = ` ${all.join(' ')} `;
  if (!signs.some((s) => said.includes(` ${s} `))) return undefined;
  const known = new Set([...filler, ...signs.flatMap((s) => s.split(' '))]);
  return all.every((w) => known.has(w) || world.isName(w)) ? role : undefined;
}

/** "New coordinator" says which one where the person is known to be one. */
function coordinatorOf({ role, text: said, understood }: Turn): Role | undefined {
  const known = role?.endsWith('coordinator') && understood.facets.roles.length === 0;
  return known && /\bcoord(?:inator)?\b/i.test(said) ? role : undefined;
}

/** What to begin with in a role, as choices; nothing where the texts name nothing. */
export function firstSteps(role: Role, world: World, today: string, without?: string): Part[] {
  const choices = stepsOf(role, world)
    .filter((id) => id !== without)
    .flatMap((id) => {
      const title = world.titleOf(`entry:${id}`, today);
      return title ? [open(title, `entry:${id}`)] : [];
    });
  const { first_steps } = world.intents.voice;
  return choices.length ? [{ type: 'choices', ...(first_steps ? { title: first_steps } : {}), choices }] : [];
}

/** The role noted, the first thing to do in it, and what comes next. */
export function welcome(role: Role, turn: Turn, world: World): Reply | undefined {
  const [first] = stepsOf(role, world);
  const entry = first && world.library.entry(first, turn.today);
  if (!entry) return undefined;
  const { library, intents } = world;
  const told = answerEntry(entry, { library, voice: intents.voice, today: turn.today, role });
  const noted = text((intents.voice.role_noted ?? '').replace('{role}', sayRole(role)));
  const parts = told.parts.filter((p) => p.type !== 'choices');
  return { ...told, parts: [noted, ...parts, ...firstSteps(role, world, turn.today, first)] };
}

function stepsOf(role: Role, world: World): string[] {
  return (world.intents.voice[`first_steps_${role}`] ?? '').split('\n').filter(Boolean);
}
