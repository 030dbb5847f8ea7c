/** The call sheet: one screen to read from on the phone, in the order in which a representative asks. */
import { LONGEST_REPLY, type Part } from '../../assistant/reply.ts';
import { renderText } from '../../assistant/text.ts';
import type { Contact, Role } from '../../knowledge/schema.ts';
import type { RuleFacts } from '../../rules/facts.ts';
import type { Draft } from '../draft.ts';
import type { Form } from '../load.ts';
import { endQuestion, factsOf } from '../show.ts';
import { sayHours } from './hours.ts';
import { textsOf } from './texts.ts';

/** Characters of one answer, and of one on a sheet that would be too long to read. */
const LONGEST_VALUE = 300;
const SHORT_VALUE = 60;
/** Characters of the sheet as a message. */
const LONGEST_MESSAGE = 1_300;
/** What notes and sources around the sheet need. */
const ROOM_FOR_SOURCES = 330;

export interface SheetContext {
  /** Los Angeles moment. */
  at: string;
  role?: Role;
  caltac?: Contact;
  agent?: Contact;
  /** Whom this role turns to. */
  next?: Contact;
  rules: RuleFacts;
}

/** Everything on the sheet, what it is about first; the question about it last, where it is not known. */
export function sheetParts(form: Form, draft: Draft, context: SheetContext): Part[] {
  const whole = allParts(form, draft, context, LONGEST_VALUE);
  if (fits(whole)) return whole;
  const shorter = allParts(form, draft, context, SHORT_VALUE);
  // Rather than a sheet that is cut, one whose last question is to be typed.
  return fits(shorter) ? shorter : shorter.map(withoutChoices);
}

function fits(parts: Part[]): boolean {
  return renderText({ kind: 'answer', parts }).length <= LONGEST_REPLY - ROOM_FOR_SOURCES;
}

function withoutChoices(part: Part): Part {
  return part.type === 'question' ? { ...part, input: { kind: 'text' } } : part;
}

function allParts(form: Form, draft: Draft, context: SheetContext, longest: number): Part[] {
  const texts = textsOf(form);
  const calls = !context.role || context.role === 'lea_coordinator';
  const facts = factsOf(form, draft, true).map(({ label, value }) => ({
    label,
    value: shorten(value, longest),
  }));
  const about = form.fields.find((f) => f.at_end);
  const isAbout = (label: string) => about?.parts.some((p) => p.label === label);
  const sorted = [...facts.filter((f) => isAbout(f.label)), ...facts.filter((f) => !isAbout(f.label))];
  const parts: Part[] = [
    { type: 'text', text: calls ? texts('title') : texts('title_other', { who: who(context) }) },
    { type: 'facts', facts: sorted },
    { type: 'facts', facts: routeFacts(form, context) },
    { type: 'notice', level: 'warning', text: texts('current') },
  ];
  if (!context.role) parts.push({ type: 'text', text: texts('chain') });
  const question = endQuestion(form, draft);
  if (!calls)
    parts.push({
      type: 'choices',
      choices: [{ label: texts('send', { who: who(context) }), action: `form:${form.id}:send` }],
    });
  parts.push(...question, { type: 'text', text: texts('next') });
  return parts;
}

function routeFacts(form: Form, { at, caltac, agent, rules }: SheetContext) {
  const texts = textsOf(form);
  const way = (c: Contact | undefined, by: string) => c?.ways.find((w) => w.by === by)?.value;
  return [
    { label: texts('phone'), value: way(caltac, 'phone') },
    { label: texts('email'), value: way(caltac, 'email') },
    { label: texts('hours'), value: sayHours(at, rules, texts) },
    { label: texts('agent'), value: agent ? (way(agent, 'web') ?? agent.name) : undefined },
  ].flatMap(({ label, value }) => (value ? [{ label, value }] : []));
}

function who({ next }: SheetContext): string {
  return (next?.name ?? '').replace(/^Your /, 'your ');
}

/** The sheet as the text of a message to the person who makes the call: without what is sensitive. */
export function sendText(form: Form, draft: Draft): string {
  const whole = sendLines(form, draft, LONGEST_VALUE);
  return whole.length <= LONGEST_MESSAGE ? whole : sendLines(form, draft, SHORT_VALUE);
}

function sendLines(form: Form, draft: Draft, longest: number): string {
  const texts = textsOf(form);
  const sensitive = form.fields.filter((f) => f.sensitive);
  const had = sensitive.some((f) => draft.values[f.id] || draft.withheld.includes(f.id));
  const fields = form.fields.filter((f) => !f.sensitive);
  const facts = factsOf({ ...form, fields }, { ...draft, withheld: [] }, true);
  if (had) facts.push({ label: texts.label('student'), value: texts('student_not_sent') });
  return [{ label: texts('ticket_title'), value: '' }, ...facts]
    .map(({ label, value }) => (value ? `${label}: ${shorten(value, longest)}` : label))
    .join('\n');
}

function shorten(value: string, longest: number): string {
  return value.length > longest ? `${value.slice(0, longest)} …` : value;
}
