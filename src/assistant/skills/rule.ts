/** The calculators in conversation: what was said is read, what is missing asked for, and a result stays open for corrections. */
import { type Choice, text } from '../reply.ts';
import { ask, question } from '../rules/asking.ts';
import { fillRule, ruleBlank } from '../rules/blank.ts';
import { type FilledIn, readFilled } from '../rules/filled.ts';
import type { Given } from '../rules/inputs.ts';
import { answerAsked, correct } from '../rules/listen.ts';
import { proceed } from '../rules/proceed.ts';
import type { Recogniser } from '../rules/recognise.ts';
import { createRoom, type RuleDialogue, type RuleSkillOptions } from '../rules/room.ts';
import type { RuleTalk } from '../rules/schema.ts';
import { stepBack } from '../rules/step-back.ts';
import type { Outcome, Skill, Turn } from '../skill.ts';
import { findPhrases, tokens } from '../slots/tokens.ts';
import { idOf, type World } from '../world.ts';

export type { RuleDialogue, RuleSkillOptions } from '../rules/room.ts';

/** What the conversation needs of this skill besides being a skill. */
export interface RuleSkill extends Skill {
  recogniser: Recogniser;
  /** The button under an entry's general answer. */
  buttonFor(subject: string, today: string): Choice | undefined;
}

const SHORT = 6;

export function ruleSkill(world: World, options: RuleSkillOptions = {}): RuleSkill {
  const room = createRoom(world, options);
  const { intents, recogniser, say } = room;
  const begin = (turn: Turn, rule: string, given: Given): Outcome =>
    proceed(room, turn, { rule, given, skipped: [] });

  /** What the question before the button already said. */
  function fromLast(turn: Turn, talk: RuleTalk): Given {
    const last = turn.state.last;
    return last ? room.read(talk, last.text, turn, {}) : {};
  }

  function choices(list: Choice[]): Outcome {
    return {
      reply: { kind: 'choices', parts: [text(say('what_can')), { type: 'choices', choices: list }] },
    };
  }

  /** The calculation of a rule that is under way, or a new one. */
  function underWay({ state }: Turn, rule: string): RuleDialogue {
    const under = state.dialogue?.skill === 'rule' ? (state.dialogue.data as RuleDialogue) : undefined;
    return under?.rule === rule ? under : { rule, given: {}, skipped: [] };
  }

  /** What is wrong with what was filled in is asked for again. */
  function goOn(turn: Turn, { dialogue, faults }: FilledIn): Outcome {
    const [name] = Object.keys(faults);
    return name ? ask(room, turn, dialogue, name, [text(faults[name] ?? '')]) : proceed(room, turn, dialogue);
  }

  /** Everything was filled in at once. */
  function filledIn(turn: Turn, rule: string): Outcome {
    return goOn(turn, fillRule(room, turn, underWay(turn, rule), turn.message.filled ?? {}));
  }

  /** One input was chosen or picked: only that one, whatever is asked by now. */
  function set(turn: Turn, talk: RuleTalk, name: string, value: string): Outcome {
    const { choices } = talk.inputs[name]!;
    const dialogue = underWay(turn, talk.id);
    const option = choices.find((o) => String(o.value) === value);
    if (!option)
      return choices.length ? list() : goOn(turn, readFilled(room, turn, dialogue, talk, { [name]: value }));
    const given = { ...dialogue.given, [name]: { value: option.value } };
    return proceed(room, turn, { ...dialogue, given, asked: undefined });
  }

  /** The groups of calculators, or the calculators of one. */
  function list(group?: string): Outcome {
    const { groups } = intents.reading;
    if (!groups.some((g) => g.id === group))
      return choices(groups.map((g) => ({ label: g.label, action: `rule:group:${g.id}` })));
    const talks = intents.talks.filter((t) => t.group === group);
    return choices(talks.map((t) => ({ label: t.title, action: `rule:start:${t.id}` })));
  }

  /** After the result there is nothing left to cancel. */
  function canceled(talk: RuleTalk, { asked }: RuleDialogue): string {
    return asked
      ? say('cancelled').replace('{title}', talk.title)
      : (world.intents.voice.nothing_to_cancel ?? '');
  }

  /** Whether a message ends the dialogue, or is one of the few that mean the same everywhere. */
  function ends(turn: Turn, dialogue: RuleDialogue): 'cancel' | 'back' | 'other' | undefined {
    const words = tokens(turn.text);
    const exact = world.exactly(turn.text);
    if (exact === 'intent:back') return 'back';
    if (exact) return exact === 'intent:cancel' ? 'cancel' : 'other';
    const stops = words.length <= SHORT && findPhrases(words, intents.reading.cancel)[0]?.from === 0;
    return stops && !dialogue.left ? 'cancel' : undefined;
  }

  return {
    id: 'rule',
    recogniser,
    buttonFor(subject, today) {
      const rule = recogniser.ruleOf(subject, today);
      const talk = rule ? intents.byId.get(rule) : undefined;
      return talk?.button ? { label: talk.button, action: `rule:start:${talk.id}` } : undefined;
    },
    start(turn, subject) {
      const talk = intents.byId.get(idOf(subject));
      if (!talk) return list();
      if (turn.message.action) return begin(turn, talk.id, fromLast(turn, talk));
      const claim = recogniser.claim(turn);
      const given = claim?.rule === talk.id ? claim.given : room.read(talk, turn.text, turn, {});
      return begin(turn, talk.id, given);
    },
    opens(turn) {
      const claim = recogniser.claim(turn);
      if (claim) return `rule:${claim.rule}`;
      return recogniser.asksForList(turn.text) ? 'rule:list' : undefined;
    },
    resume(turn, data) {
      const dialogue = data as RuleDialogue;
      const talk = intents.byId.get(dialogue.rule);
      const end = ends(turn, dialogue);
      if (!talk || end === 'other') return undefined;
      if (end === 'back') return stepBack(room, turn, dialogue);
      if (end === 'cancel')
        return {
          reply: { kind: 'decline', parts: [text(canceled(talk, dialogue))] },
          state: { dialogue: undefined, offered: undefined },
        };
      return dialogue.asked ? answerAsked(room, turn, dialogue, talk) : correct(room, turn, dialogue, talk);
    },
    again(_turn, data) {
      const dialogue = data as RuleDialogue;
      const talk = intents.byId.get(dialogue.rule);
      return talk && dialogue.asked ? [question(room, talk, dialogue.asked)] : [];
    },
    rest(data) {
      const dialogue = data as RuleDialogue;
      if (dialogue.asked) return dialogue;
      const left = (dialogue.left ?? 0) - 1;
      return left > 0 ? { ...dialogue, left } : undefined;
    },
    blankOf: (data) => `rule:${(data as RuleDialogue).rule}`,
    blank: (turn, id) =>
      intents.byId.has(id) ? ruleBlank(room, turn, underWay(turn, id), turn.message.filled) : undefined,
    press(turn, action) {
      const [verb = '', id = '', name = '', ...value] = action.split(':');
      if (verb === 'group') return list(id);
      const talk = intents.byId.get(id);
      if (verb === 'start' && talk) return begin(turn, id, fromLast(turn, talk));
      if (verb === 'fill' && talk) return filledIn(turn, id);
      if (verb !== 'set' || !talk || !Object.hasOwn(talk.inputs, name)) return list();
      return set(turn, talk, name, value.join(':'));
    },
  };
}
