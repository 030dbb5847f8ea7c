/** A message while a calculation is under way, or just after it: an answer, a correction, or none of its business. */
import { findRule } from '../../rules/index.ts';
import { text } from '../reply.ts';
import type { Outcome, Turn } from '../skill.ts';
import { findPhrases, tokens } from '../slots/tokens.ts';
import { ask, sayNotRead } from './asking.ts';
import { change } from './change.ts';
import { type Given, kindOf } from './inputs.ts';
import { proceed } from './proceed.ts';
import { isAnswered, type Room, type RuleDialogue } from './room.ts';
import type { RuleTalk } from './schema.ts';

const ASKS = /\?|^\s*(who|what|where|when|how|why|which|can|do|does|is|are|should)\b/i;
const LONGEST_TRY = 9;
const LONGEST_CORRECTION = 16;

/** What becomes of a message while an input is asked for; undefined when it is about something else. */
export function answerAsked(
  room: Room,
  turn: Turn,
  dialogue: RuleDialogue,
  talk: RuleTalk,
): Outcome | undefined {
  const name = dialogue.asked!;
  if (asksElsewhere(room, turn, talk)) return undefined;
  const fresh = changes(room, turn, dialogue, talk) ?? room.read(talk, turn.text, turn, dialogue.given, name);
  if (Object.keys(fresh).length)
    return proceed(room, turn, { ...dialogue, given: { ...dialogue.given, ...fresh }, asked: undefined });

  if (room.world.isRemark(turn.text) && !room.world.exactly(turn.text))
    return ask(room, turn, dialogue, name, [text(room.world.intents.voice.remark ?? '')]);
  const words = tokens(turn.text);
  const { skip, unknown } = room.intents.reading;
  if (words.length < LONGEST_TRY && [skip, unknown].some((ways) => findPhrases(words, ways).length))
    return leaveOut(room, turn, dialogue, talk, name);
  const claim = room.recogniser.claim(turn);
  if (claim && claim.rule !== talk.id) return undefined;
  if (isAnswered(turn) && (words.length > 3 || turn.text.includes('?'))) return undefined;
  if (
    words.length > LONGEST_TRY ||
    /\?\s*$/.test(turn.text) ||
    /^(who|what|where|when|how|why|which)\b/i.test(turn.text)
  )
    return undefined;
  return ask(room, turn, dialogue, name, [text(sayNotRead(room, talk, name))]);
}

/** "Skip" and "I don't know" leave out what can be left out. */
function leaveOut(room: Room, turn: Turn, dialogue: RuleDialogue, talk: RuleTalk, name: string): Outcome {
  const required = findRule(talk.id)?.inputs.find((i) => i.name === name)?.required;
  if (name !== 'days_off' && required !== false)
    return ask(room, turn, dialogue, name, [text(room.say('needed'))]);
  const given = name === 'days_off' ? { ...dialogue.given, days_off: { value: [] } } : dialogue.given;
  const next = { ...dialogue, given, skipped: [...dialogue.skipped, name], asked: undefined };
  return proceed(room, turn, next, [text(room.say('skipped'))]);
}

/** After the result: "actually June 10", "what if we start a week later", or a value with its words. */
export function correct(room: Room, turn: Turn, dialogue: RuleDialogue, talk: RuleTalk): Outcome | undefined {
  const changed = changes(room, turn, dialogue, talk);
  if (changed && Object.keys(changed).length)
    return proceed(room, turn, { ...dialogue, given: { ...dialogue.given, ...changed } });
  if (tokens(turn.text).length > LONGEST_CORRECTION || asksElsewhere(room, turn, talk)) return undefined;
  const claim = room.recogniser.claim(turn);
  if (claim && claim.rule !== talk.id) return undefined;
  const fresh = room.read(talk, turn.text, turn, dialogue.given);
  const isNew = (n: string) => JSON.stringify(fresh[n]?.value) !== JSON.stringify(dialogue.given[n]?.value);
  if (!Object.keys(fresh).some(isNew) || /\?\s*$/.test(turn.text)) return undefined;
  return proceed(room, turn, { ...dialogue, given: together(talk, dialogue.given, fresh, turn.text) });
}

function changes(room: Room, turn: Turn, dialogue: RuleDialogue, talk: RuleTalk): Given | undefined {
  const read = (words: string, expected?: string) => room.read(talk, words, turn, dialogue.given, expected);
  return change(turn.text, talk, dialogue.given, read, room.intents.reading);
}

/** A further day off joins the ones known, unless the message says that it is the only one. */
function together(talk: RuleTalk, known: Given, fresh: Given, words: string): Given {
  const all = { ...known, ...fresh };
  if (/\b(only|instead|not)\b/i.test(words)) return all;
  for (const [name, read] of Object.entries(fresh)) {
    const old = known[name]?.value;
    if (
      kindOf(talk, name) === 'dates' &&
      Array.isArray(old) &&
      Array.isArray(read.value) &&
      read.value.length
    )
      all[name] = { ...read, value: [...new Set([...old, ...read.value])].sort() };
  }
  return all;
}

/** A question of its own, though it may hold a date: it is answered, and the input is asked for again. */
function asksElsewhere(room: Room, turn: Turn, talk: RuleTalk): boolean {
  if (!ASKS.test(turn.text)) return false;
  const best = turn.understood.candidates[0];
  return (
    isAnswered(turn) &&
    turn.understood.probability > 0.6 &&
    room.recogniser.ruleOf(best?.key, turn.today) !== talk.id
  );
}
