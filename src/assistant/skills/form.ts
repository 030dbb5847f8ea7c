/** Forms in the conversation: begins, goes on, shows, finishes; keeps drafts, and seals what is sensitive. */
import type { Asking } from '../../escalation/asking.ts';
import { commandOf } from '../../forms/commands.ts';
import { DRAFT_DAYS, type Draft, fieldOf, newDraft } from '../../forms/draft.ts';
import { begin, respond } from '../../forms/engine.ts';
import { type Form, loadForms, opensForm } from '../../forms/load.ts';
import { memoryCalls, memoryDrafts } from '../../forms/memory.ts';
import { askParts, endQuestion, factsOf, say } from '../../forms/show.ts';
import type { Hints, Step } from '../../forms/step.ts';
import { addDays, sayDate } from '../../knowledge/dates.ts';
import type { Calls, Drafts } from '../../records/forms.ts';
import { type Part, text } from '../reply.ts';
import type { Outcome, Skill, Turn } from '../skill.ts';
import { idOf, type World } from '../world.ts';
import { callsSkill } from './calls.ts';
import { caltacOutput } from './caltac-output.ts';
import { createFilling } from './form-blank.ts';
import { createKept } from './form-drafts.ts';

export interface FormServices {
  drafts: Pick<Drafts, 'get' | 'save' | 'remove'>;
  calls: Calls;
  /** Without one, sensitive answers are not kept at all. */
  key?: Buffer;
  /** Without it nothing can be sent to a person. */
  asking?: Asking;
  forms?: ReadonlyMap<string, Form>;
}

/** What is said everywhere, and the form's own word for it. */
const COMMANDS: Readonly<Record<string, string>> = {
  'intent:cancel': 'cancel',
  'intent:back': 'back',
  'intent:start-over': 'start over',
};
const CHAT_FROM = 0.8;

type Later<T> = T | Promise<T>;

/** What becomes of a form: shown at its end, finished, handed to somebody else. */
export interface FormOutput {
  review(turn: Turn, form: Form, draft: Draft): Part[];
  finish(turn: Turn, form: Form, draft: Draft): Promise<Part[]>;
  press?(turn: Turn, form: Form, draft: Draft, what: string, rest: string[]): Later<Outcome | undefined>;
  /** Words at the end of the form that may be for it, such as the name of a school that it asked for. */
  typed?(turn: Turn, form: Form, draft: Draft): Later<Outcome | undefined>;
}

/** The forms and the calls that come of them, on the same services; in memory where none are given. */
export function formSkills(world: World, services: Partial<FormServices> = {}): Skill[] {
  const forms = services.forms ?? loadForms();
  const all: FormServices = { drafts: memoryDrafts(), calls: memoryCalls(), ...services, forms };
  const caltac = forms.get('caltac');
  return [formSkill(world, all), ...(caltac ? [callsSkill(caltac, all.calls)] : [])];
}

function formSkill(world: World, services: FormServices): Skill {
  const { drafts, calls, key, asking, forms = new Map<string, Form>() } = services;
  const outputs: Record<string, FormOutput> = { caltac: caltacOutput(world, { calls, asking }) };
  const keeps = key !== undefined;
  const { opened, keep, forget, found, newest } = createKept(drafts, forms, key);
  const filling = createFilling(world, keeps);

  function hints(turn: Turn, form: Form): Hints {
    return {
      keeps,
      elsewhere: () => {
        if (world.exactly(turn.text)) return 1;
        return isOther(turn, form) ? turn.understood.probability : 0;
      },
      chats: () => isChat(turn),
      remark: () => (world.isRemark(turn.text) ? world.intents.voice.remark : undefined),
    };
  }

  /** A command of the form in other words of courtesy ("can we go back please") is that command. */
  function spoken({ text: words }: Turn, form: Form): string {
    if (commandOf(form, words)) return words;
    return COMMANDS[world.exactly(words) ?? ''] ?? words;
  }

  /** Whether a message is small talk: what search finds for sure is declined, and is no question of the field. */
  function isChat({ understood, today }: Turn): boolean {
    const best = understood.candidates[0]?.key;
    if (understood.followUp || understood.probability < CHAT_FROM || !best?.startsWith('entry:'))
      return false;
    return world.library.entry(idOf(best), today)?.outcome === 'decline';
  }

  /** Whether a message may be about something else: what only the turn before makes a question is an answer here. */
  function isOther(turn: Turn, form: Form): boolean {
    if (turn.understood.followUp && !form.words.asking.test(turn.text) && !turn.text.includes('?'))
      return false;
    return !turn.understood.candidates[0]?.key.startsWith('form:');
  }

  function review(turn: Turn, form: Form, draft: Draft): Part[] {
    const own = outputs[form.id];
    if (own) return own.review(turn, form, draft);
    const example = form.steps[0]?.names[0] ?? '';
    return [
      { type: 'facts', facts: factsOf(form, draft, true) },
      ...endQuestion(form, draft),
      text(say(form.words.says.review, { example: `the ${example}` })),
    ];
  }

  async function outcome(turn: Turn, form: Form, step: Step): Promise<Outcome> {
    const subject = `form:${form.id}`;
    if (step.end) {
      const parts = step.end === 'finished' ? await outputs[form.id]?.finish(turn, form, step.draft) : [];
      await forget(turn, form);
      const reply = { kind: step.kind, subject, parts: [...step.parts, ...(parts ?? [])] };
      return { reply, state: { dialogue: undefined } };
    }
    const data = await keep(turn, form, step.draft);
    const parts = step.review ? [...step.parts, ...review(turn, form, step.draft)] : step.parts;
    return { reply: { kind: step.kind, subject, parts }, state: { dialogue: { skill: 'form', data } } };
  }

  /** The draft of this conversation, else the one that the person left elsewhere. */
  async function draftOf(turn: Turn, form: Form): Promise<Draft | undefined> {
    const { dialogue } = turn.state;
    const here = dialogue?.skill === 'form' ? await newest(turn, dialogue.data) : undefined;
    const kept = here?.form === form ? here : opened((await found(turn, form))?.fields);
    return kept?.draft;
  }

  async function anew(turn: Turn, form: Form): Promise<Outcome> {
    const draft = newDraft(form, turn.message.at, turn.role);
    const step = begin(form, turn.message.action ? '' : turn.text, draft, hints(turn, form));
    const until = sayDate(addDays(turn.today, DRAFT_DAYS));
    const intro = (turn.role && form.intro_by_role[turn.role]) ?? form.intro;
    const words = `${intro} ${say(form.words.says.draft_until, { date: until })}`;
    return outcome(turn, form, { ...step, parts: [text(words), ...step.parts] });
  }

  async function goOn(turn: Turn, form: Form): Promise<Outcome> {
    const kept = await found(turn, form);
    const draft = kept && opened(kept.fields)?.draft;
    if (!draft) return { reply: { kind: 'decline', parts: [text(form.words.says.draft_none ?? '')] } };
    const step = respond(form, draft, 'continue', hints(turn, form));
    return outcome(turn, form, step ?? { draft, kind: 'ask', parts: askParts(form, draft, { keeps }) });
  }

  async function start(turn: Turn, subject: string): Promise<Outcome> {
    if (subject === 'intent:continue-form') {
      for (const form of forms.values()) if (await found(turn, form)) return goOn(turn, form);
      const [form] = forms.values();
      return { reply: { kind: 'decline', parts: [text(form?.words.says.draft_none ?? '')] } };
    }
    const form = forms.get(idOf(subject));
    if (!form) return { reply: { kind: 'decline', parts: [text(world.intents.voice.picked_nothing ?? '')] } };
    const kept = await found(turn, form);
    const draft = kept && opened(kept.fields)?.draft;
    if (!kept || !draft || !Object.keys(draft.values).length) return anew(turn, form);
    const { says } = form.words;
    const dates = {
      began: sayDate(draft.began.slice(0, 10)),
      until: sayDate(addDays(turn.today, DRAFT_DAYS)),
    };
    return {
      reply: {
        kind: 'ask',
        subject,
        blank: subject,
        parts: [
          text(say(says.draft_found, dates)),
          { type: 'facts', facts: factsOf(form, draft) },
          {
            type: 'choices',
            choices: [
              { label: says.draft_continue ?? '', action: `form:${form.id}:continue` },
              { label: says.draft_new ?? '', action: `form:${form.id}:new` },
            ],
          },
        ],
      },
    };
  }

  /** Its answers are names and numbers: it is never filled in where others read along. */
  function elsewhere(subject: string): Outcome {
    const form = forms.get(idOf(subject)) ?? [...forms.values()][0];
    const { says = {} } = form?.words ?? {};
    const begin = { label: says.alone_begin ?? '', action: `open:form:${form?.id}` };
    const parts: Part[] = [text(says.alone ?? ''), { type: 'choices', choices: [begin] }];
    return { reply: { kind: 'ask', subject, parts }, personal: true };
  }

  return {
    id: 'form',
    opens: (turn) => {
      const form = [...forms.values()].find((f) => opensForm(f, turn.text));
      return form && `form:${form.id}`;
    },
    start: (turn, subject) => (turn.message.inCompany ? elsewhere(subject) : start(turn, subject)),
    async resume(turn, data) {
      const at = await newest(turn, data);
      if (!at) return undefined;
      const { form, draft } = at;
      const typed = draft.at === null ? await outputs[form.id]?.typed?.(turn, form, draft) : undefined;
      if (typed) return typed;
      const step = respond(form, draft, spoken(turn, form), hints(turn, form));
      return step && outcome(turn, form, step);
    },
    alive: async (turn, data) => !turn.message.inCompany && (await newest(turn, data)) !== undefined,
    again(_turn, data) {
      const at = opened(data);
      return at ? askParts(at.form, at.draft, { keeps }) : [];
    },
    permits(guard, data) {
      const at = opened(data);
      return (
        fieldOf(at?.form ?? ({ fields: [] } as unknown as Form), at?.draft.at)?.permits.includes(guard) ??
        false
      );
    },
    blankOf: (data) => `form:${(data as Draft).form}`,
    async blank(turn, id) {
      if (turn.message.inCompany) return undefined;
      // Unnamed, it is the only one there is.
      const form = id ? forms.get(id) : [...forms.values()][0];
      return form && filling.blank(turn, form, await draftOf(turn, form));
    },
    async press(turn, action) {
      const [id = '', verb = '', ...rest] = action.split(':');
      const form = forms.get(id);
      if (!form)
        return { reply: { kind: 'decline', parts: [text(world.intents.voice.picked_nothing ?? '')] } };
      if (turn.message.inCompany) return elsewhere(`form:${id}`);
      if (verb === 'new') {
        await forget(turn, form);
        return anew(turn, form);
      }
      if (verb === 'continue') return goOn(turn, form);
      const draft = await draftOf(turn, form);
      if (verb === 'fill') return outcome(turn, form, filling.fill(turn, form, draft));
      if (!draft) return { reply: { kind: 'decline', parts: [text(form.words.says.finish_later ?? '')] } };
      if (verb === 'set') return setChoice(turn, form, draft, rest);
      const own = await outputs[form.id]?.press?.(turn, form, draft, verb, rest);
      if (own) {
        // What was pressed in another conversation goes on in this one.
        const dialogue = { skill: 'form', data: await keep(turn, form, draft) };
        return { ...own, state: { dialogue, ...own.state } };
      }
      return outcome(turn, form, { draft, kind: 'answer', parts: [], review: true });
    },
  };

  /** A pressed choice of a field: its name, or the words that the last choice asks for. */
  function setChoice(turn: Turn, form: Form, draft: Draft, [fieldId, index]: string[]): Promise<Outcome> {
    const field = fieldOf(form, fieldId);
    const part = field?.parts.find((p) => p.choices);
    const name = part && Object.keys(part.known)[Number(index)];
    if (!field || !part || !name) {
      const next = { ...draft, at: field?.id ?? draft.at };
      return outcome(turn, form, { draft: next, kind: 'ask', parts: askParts(form, next, { keeps }) });
    }
    const values = { ...draft.values, [field.id]: { [part.id]: name } };
    const next = { ...draft, values, skipped: draft.skipped.filter((id) => id !== field.id), at: null };
    return outcome(turn, form, { draft: next, kind: 'answer', parts: [], review: true });
  }
}
