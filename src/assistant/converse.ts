/** The conversation: one message and what is remembered go in, a reply and what to remember come out. */

import { ROLES, type Role } from '../knowledge/schema.ts';
import { alternative, withAlternative } from './alternative.ts';
import { answerEntry } from './answer.ts';
import { firstSteps, newRole, welcome } from './beginner.ts';
import { choicesFrom, choicesOf, offer, pickOffered, withButton } from './choices.ts';
import { discreetly, type Privately } from './discreetly.ts';
import { fitReply } from './fit.ts';
import { guardOf } from './guard.ts';
import { handOverParts, sayRole } from './hand-over.ts';
import { remember, sureOf } from './remember.ts';
import { type Part, type Reply, text } from './reply.ts';
import type { ConversationState, Outcome, Skill, Turn } from './skill.ts';
import { askedTerms, goesOn, knownBetter } from './skills/names.ts';
import type { RuleSkill } from './skills/rule.ts';
import { sayUnreadable, unreadable } from './unreadable.ts';
import { unsaid } from './unsaid.ts';
import { questionOf, settleVerdict } from './verdict.ts';
import { idOf, type World } from './world.ts';

/** A dialogue is left for another question only when that is recognised as surely as this. */
const INTERRUPT_FROM = 0.6;

export type Skills = ReadonlyMap<string, Skill>;

/** What the turn becomes: all three are kept together. */
type Turned = Required<Pick<Outcome, 'reply' | 'state' | 'effects'>>;

/** What the surroundings add to a reply. */
export interface Beside {
  announce?: Announce;
  privately?: Privately;
}

/** The reply with what is announced at present, where that concerns it. */
export type Announce = (turn: Turn, reply: Reply) => Reply | Promise<Reply>;

/**
 * Decides what becomes of a message.
 * @returns the reply, the changed state and what is to be done, all three to be stored together
 */
export async function converse(
  turn: Turn,
  world: World,
  skills: Skills,
  { announce, privately }: Beside = {},
): Promise<Turned> {
  const silent = turn.message.action || !turn.text.trim();
  const claimed = silent ? undefined : (turn.understood.facets.self ?? newRole(turn, world));
  const role = claimed ?? turn.role;
  const said = claimed && claimed !== turn.role ? { ...turn, role } : turn;
  const whole = withRole(turn, said, role);
  const outcome = await discreetly(whole, await decide(whole, world, skills), world, privately);
  const beside: Part[] = [];
  for (const skill of skills.values()) beside.push(...((await skill.beside?.(whole, outcome.reply)) ?? []));
  const settled = settleVerdict(outcome.reply, () => questionOf(turn), world.intents.vocabulary.polarity);
  const blank = blankUnderWay(turn, outcome, skills);
  const parts = [...settled.parts, ...beside];
  const decided = { ...settled, parts, ...(blank ? { blank } : {}) };
  const reply = fitReply(announce ? await announce(whole, decided) : decided);
  const offered = choicesOf(reply);
  const state: Partial<ConversationState> = {
    offered,
    ...(claimed ? { role: claimed } : {}),
    ...outcome.state,
  };
  return { reply, state, effects: outcome.effects ?? [] };
}

/** The blank of the dialogue that goes on, where the reply asks for it or shows it. */
function blankUnderWay(
  { state: before }: Turn,
  { reply, state }: Outcome,
  skills: Skills,
): string | undefined {
  const dialogue = state && 'dialogue' in state ? state.dialogue : before.dialogue;
  const blank = dialogue && skills.get(dialogue.skill)?.blankOf?.(dialogue.data);
  return reply.subject === blank || reply.parts.some((p) => p.type === 'question') ? blank : undefined;
}

function withRole(original: Turn, said: Turn, role: Role | undefined): Turn {
  if (said === original) return original;
  return Object.defineProperty({ ...original, role } as Turn, 'understood', {
    get: () => original.understood,
  });
}

async function decide(turn: Turn, world: World, skills: Skills): Promise<Outcome> {
  const { state, message } = turn;
  if (message.action) return press(turn, message.action, world, skills);
  const guard = guardOf(turn.text, world.intents.guards, world.isName);
  const dialogue = state.dialogue && skills.get(state.dialogue.skill);
  if (guard && !dialogue?.permits?.(guard, state.dialogue?.data)) {
    const refused = await start(turn, `intent:${guard}`, world, skills);
    const again = dialogue?.again?.(turn, state.dialogue?.data) ?? [];
    return { ...refused, reply: { ...refused.reply, parts: [...refused.reply.parts, ...again] } };
  }
  if (!/[\p{L}\p{N}]/u.test(turn.text)) return smallTalk(turn, world, skills);

  const picked = pickOffered(turn.text, state.offered);
  if (picked) return press(turn, picked.action, world, skills);

  for (const skill of skills.values()) {
    const subject = skill.interrupts?.(turn);
    if (!subject) continue;
    const obeyed = await skill.start(turn, subject);
    const again = dialogue?.again?.(turn, state.dialogue?.data) ?? [];
    return { ...obeyed, reply: { ...obeyed.reply, parts: [...obeyed.reply.parts, ...again] } };
  }

  if (state.dialogue) {
    const skill = dialogue;
    if (skill?.alive && !(await skill.alive(turn, state.dialogue.data))) {
      const other = await fresh(turn, world, skills);
      return { ...other, state: { dialogue: undefined, ...other.state } };
    }
    const outcome = await skill?.resume?.(turn, state.dialogue.data);
    if (outcome) return outcome;
    const aside = await fresh(turn, world, skills);
    if (aside.state && 'dialogue' in aside.state) return aside;
    const again = skill?.again?.(turn, state.dialogue.data) ?? [];
    // A dialogue that asks nothing, such as a finished calculation, has let the message pass.
    if (!again.length && skill?.rest) {
      const data = skill.rest(state.dialogue.data);
      const dialogue = data === undefined ? undefined : { skill: skill.id, data };
      return { ...aside, state: { dialogue, ...aside.state } };
    }
    const known =
      world.exactly(turn.text) !== undefined ||
      (aside.reply.kind !== 'choices' &&
        (turn.understood.probability >= INTERRUPT_FROM || aside.reply.kind === 'answer'));
    const parts = known
      ? [...lean(aside.reply.parts), ...again]
      : [text(world.intents.voice.not_understood ?? ''), ...again];
    return {
      ...aside,
      reply: { ...aside.reply, kind: known ? aside.reply.kind : 'ask', parts },
      state: { ...aside.state },
    };
  }
  if (state.roleFor && turn.understood.facets.self) return start(turn, state.roleFor, world, skills);
  return fresh(turn, world, skills);
}

/** An aside inside a dialogue is answered without offering other ways to go. */
function lean(parts: Part[]): Part[] {
  return parts.filter((p) => p.type !== 'choices');
}

/** A number may follow up on the turn before, or be a short form such as 504. */
function hasMeaning(turn: Turn, world: World): boolean {
  return turn.understood.followUp || askedTerms(turn.text, world).length > 0;
}

/** A message that stands for itself. */
async function fresh(turn: Turn, world: World, skills: Skills): Promise<Outcome> {
  const exact = world.exactly(turn.text);
  if (exact) return start(turn, exact, world, skills);
  const unasked = turn.state.dialogue ? undefined : world.unasked(turn.text);
  if (unasked) return start(turn, unasked, world, skills);
  const nothing = unreadable(turn.text);
  if (nothing && !(nothing === 'bare_number' && hasMeaning(turn, world)))
    return { reply: sayUnreadable(nothing, turn, world) };
  const beginner = newRole(turn, world);
  const first = beginner && welcome(beginner, turn, world);
  if (first) {
    const outcome = { reply: first, state: { role: beginner } };
    return remember(turn, world, outcome, { key: first.subject ?? '', probability: 1 });
  }
  for (const skill of skills.values()) {
    const subject = skill.opens?.(turn);
    if (subject)
      return remember(turn, world, await start(turn, subject, world, skills), {
        key: subject,
        probability: 1,
      });
  }
  const terms = askedTerms(turn.text, world, turn.state.last?.subject?.startsWith('term:'));
  if (terms.length && !goesOn(turn) && !knownBetter(turn, terms, world))
    return remember(turn, world, await start(turn, 'intent:meaning', world, skills), undefined);

  const { understood } = turn;
  const [best] = understood.candidates;
  if (turn.understood.facets.self && understood.words.length <= 7 && understood.verdict !== 'sure')
    return noteRole(turn, world, skills);
  const silent = unsaid(turn, world);
  if (silent === 'nothing') return remember(turn, world, handOver(turn, world), undefined);
  if (silent) {
    const believed = { key: silent, probability: understood.probability };
    return remember(turn, world, await start(turn, silent, world, skills), believed);
  }
  if (best && (understood.verdict === 'sure' || understood.verdict === 'answer')) {
    const key = rulesOf(skills)?.recogniser.settle(best.key, turn) ?? best.key;
    const outcome = await start(turn, key, world, skills);
    const beside = understood.verdict === 'answer' ? alternative(turn, outcome.reply, world) : [];
    const reply = beside.length ? withAlternative(outcome.reply, beside) : outcome.reply;
    return remember(turn, world, { ...outcome, reply }, sureOf(turn));
  }
  if (understood.verdict === 'choices') {
    // Where the likeliest is something the documents do not hold, offering entries would only lead astray.
    if (best && world.isSilent(best.key, turn.today))
      return remember(turn, world, await start(turn, best.key, world, skills), sureOf(turn));
    const options = choicesFrom(understood.candidates, world, turn.today);
    if (options.length >= 2) return remember(turn, world, { reply: offer(options, world) }, undefined);
    if (options.length === 1 && best)
      return remember(turn, world, await start(turn, best.key, world, skills), sureOf(turn));
  }
  return remember(turn, world, handOver(turn, world), undefined);
}

/** Runs what a subject stands for: an entry is answered, everything else has its skill. */
async function start(turn: Turn, subject: string, world: World, skills: Skills): Promise<Outcome> {
  const id = idOf(subject);
  if (subject.startsWith('entry:')) {
    const entry = world.library.entry(id, turn.today);
    if (!entry)
      return { reply: { kind: 'decline', parts: [text(world.intents.voice.picked_nothing ?? '')] } };
    if (entry.ask_role && !turn.role) return world.askRole(subject);
    const reply = answerEntry(entry, {
      library: world.library,
      voice: world.intents.voice,
      today: turn.today,
      role: turn.role,
    });
    return {
      reply: withButton(reply, rulesOf(skills)?.buttonFor(subject, turn.today)),
      state: { roleFor: undefined },
    };
  }
  const skill = skills.get(world.skillOf(subject));
  if (!skill) return handOver(turn, world);
  return skill.start(turn, subject);
}

/** The calculators, where they are among the skills. */
function rulesOf(skills: Skills): RuleSkill | undefined {
  const skill = skills.get('rule');
  return skill && 'recogniser' in skill ? (skill as RuleSkill) : undefined;
}

async function press(turn: Turn, action: string, world: World, skills: Skills): Promise<Outcome> {
  const [verb = '', rest = ''] = splitOnce(action);
  if (verb === 'open')
    return remember(turn, world, await start(turn, rest, world, skills), { key: rest, probability: 1 });
  if (verb === 'none') return remember(turn, world, handOver(turn, world), undefined);
  if (verb === 'say') {
    // The words of a button stand among what was offered: they are said, and not picked there again.
    const state = { ...turn.state, offered: undefined };
    return decide(world.turnFor({ ...turn.message, action: undefined, text: rest }, state), world, skills);
  }
  if (verb === 'role' && (ROLES as readonly string[]).includes(rest)) {
    const role = rest as Role;
    const subject = turn.state.roleFor;
    const named = withRole(turn, { ...turn }, role);
    if (subject) {
      const outcome = remember(named, world, await start(named, subject, world, skills), {
        key: subject,
        probability: 1,
      });
      return { ...outcome, state: { ...outcome.state, role, roleFor: undefined } };
    }
    return { reply: { kind: 'decline', parts: [text(noted(world, role))] }, state: { role } };
  }
  const outcome = await skills.get(verb)?.press?.(turn, rest);
  return outcome ?? { reply: { kind: 'decline', parts: [text(world.intents.voice.picked_nothing ?? '')] } };
}

function splitOnce(action: string): [string, string] {
  const at = action.indexOf(':');
  return at < 0 ? [action, ''] : [action.slice(0, at), action.slice(at + 1)];
}

function noteRole(turn: Turn, world: World, skills: Skills): Outcome | Promise<Outcome> {
  const role = turn.understood.facets.self!;
  const before = turn.state.last;
  // "I'm a test administrator" after a question: the question, answered for that role.
  if (before?.subject && !before.subject.startsWith('term:'))
    return start(turn, before.subject, world, skills);
  const parts = [text(noted(world, role)), ...firstSteps(role, world, turn.today)];
  return { reply: { kind: 'decline', parts }, state: { role } };
}

function noted(world: World, role: Role): string {
  return (world.intents.voice.role_noted ?? '').replace('{role}', sayRole(role));
}

function smallTalk(turn: Turn, world: World, skills: Skills): Outcome | Promise<Outcome> {
  const exact = world.exact.get(turn.text.trim());
  if (exact) return start(turn, exact, world, skills);
  const said = turn.text.trim() ? world.intents.voice.unclear : world.intents.voice.empty;
  return { reply: { kind: 'decline', parts: [text(said ?? '')] } };
}

/** Nothing in the documents: say so, and name whom to ask. */
function handOver(turn: Turn, world: World): Outcome {
  const { voice } = world.intents;
  const known = turn.message.action || turn.understood.coverage > 0.35;
  const parts: Part[] = known
    ? [text(voice.no_answer ?? ''), ...handOverParts({ library: world.library, voice, role: turn.role })]
    : [text(voice.unclear ?? ''), ...handOverParts({ library: world.library, voice, role: turn.role })];
  return { reply: { kind: 'escalate', parts } };
}
