/** The calls that were prepared: what came of them ("log: …"), the list, and the contact log of each once more. */
import { fieldsOf, readAfter } from '../../forms/call.ts';
import { sayMoment } from '../../forms/caltac/hours.ts';
import { textsOf } from '../../forms/caltac/texts.ts';
import type { Form } from '../../forms/load.ts';
import type { Call, Calls } from '../../records/forms.ts';
import { personKey } from '../person.ts';
import { type Part, text } from '../reply.ts';
import type { Skill, Turn } from '../skill.ts';
import { logFile } from './caltac-output.ts';

const MOST_LISTED = 10;
const MOST_OFFERED = 5;
const LOG = 'log:';
/** Characters of what a call was about, in the list: with more, the choices below it would not fit. */
const LONGEST_ABOUT = 80;

export function callsSkill(form: Form, calls: Calls): Skill {
  const texts = textsOf(form);

  async function complete(turn: Turn) {
    const person = personKey(turn.message.person);
    const mine = await calls.list({ person });
    // The newest call that waits for its outcome; without one, the newest is corrected.
    const call = mine.find((c) => !fieldsOf(c).after) ?? mine[0];
    if (!call) return { reply: { kind: 'decline' as const, parts: [text(texts('logged_none'))] } };
    const { caseNumber, spokeWith, advice } = readAfter(turn.text);
    if (!caseNumber && !spokeWith && !advice)
      return { reply: { kind: 'ask' as const, parts: [text(texts('logged_what'))] } };
    const before = fieldsOf(call);
    const done: Call = {
      ...call,
      caseNumber: caseNumber ?? call.caseNumber,
      fields: {
        ...before,
        after: {
          spokeWith: spokeWith ?? before.after?.spokeWith,
          advice: advice ?? before.after?.advice,
          completedAt: turn.message.at,
        },
      },
      updatedAt: Date.parse(turn.message.at),
    };
    await calls.save(done);
    const { after } = fieldsOf(done);
    const facts = [
      { label: texts.label('about'), value: done.about },
      { label: texts.label('spoke_with'), value: after?.spokeWith },
      { label: texts.label('case'), value: done.caseNumber },
      { label: texts.label('advice'), value: after?.advice },
    ].flatMap(({ label, value }) => (value ? [{ label, value }] : []));
    const parts: Part[] = [text(texts('logged')), { type: 'facts', facts }, await logFile(form, done)];
    return { reply: { kind: 'answer' as const, parts, subject: 'intent:log-call' } };
  }

  async function listed(turn: Turn) {
    const mine = await calls.list({ person: personKey(turn.message.person), limit: MOST_LISTED });
    if (!mine.length) return { reply: { kind: 'answer' as const, parts: [text(texts('calls_none'))] } };
    const items = mine.map((c) => {
      const { at, details, after } = fieldsOf(c);
      const what = c.about ?? details.map((d) => d.value)[0] ?? '';
      const state = c.caseNumber
        ? `${texts.label('case')} ${c.caseNumber}`
        : after
          ? ''
          : texts('calls_open');
      return [sayMoment(at), cut(what), state].filter(Boolean).join('; ');
    });
    const choices = mine.slice(0, MOST_OFFERED).map((call) => ({
      label: texts('log_of', { at: sayMoment(fieldsOf(call).at) }),
      action: `calls:${LOG}${call.id}`,
    }));
    const parts: Part[] = [text(texts('calls')), { type: 'list', items }, { type: 'choices', choices }];
    return { reply: { kind: 'answer' as const, parts, subject: 'intent:calls' } };
  }

  /** The document is made anew of the kept call, which is the person's own. */
  async function logOf(turn: Turn, id: string) {
    const call = await calls.get(id);
    if (call?.person !== personKey(turn.message.person))
      return { reply: { kind: 'decline' as const, parts: [text(texts('log_gone'))] } };
    const parts: Part[] = [text(texts('log_again')), await logFile(form, call)];
    return { reply: { kind: 'answer' as const, parts, subject: 'intent:calls' } };
  }

  return {
    id: 'calls',
    async start(turn, subject) {
      const outcome = await (subject === 'intent:log-call' ? complete(turn) : listed(turn));
      return { ...outcome, personal: true };
    },
    async press(turn, action) {
      const id = action.startsWith(LOG) ? action.slice(LOG.length) : '';
      return { ...(await logOf(turn, id)), personal: true };
    },
  };
}

function cut(words: string): string {
  return words.length > LONGEST_ABOUT ? `${words.slice(0, LONGEST_ABOUT).toWellFormed()} …` : words;
}
