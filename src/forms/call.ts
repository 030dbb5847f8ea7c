/** A call to a help desk, from the sheet that prepared it to the log of what came of it. No student information. */
import type { Call } from '../records/forms.ts';
import type { Draft } from './draft.ts';
import type { Form } from './load.ts';
import { factsOf } from './show.ts';

export interface Caller {
  person: string;
  name?: string;
  lea?: string;
  school?: string;
  /** As it is said, such as "LEA coordinator". */
  role?: string;
}

export interface After {
  spokeWith?: string;
  advice?: string;
  /** Los Angeles moment. */
  completedAt: string;
}

/** The fields of a call, as the log shows them. */
export interface CallFields {
  /** Los Angeles moment. */
  at: string;
  caller?: string;
  role?: string;
  details: { label: string; value: string }[];
  /** Student information was given, and is gone. */
  hadStudent: boolean;
  after?: After;
}

/** The record of a finished form: everything but sensitive fields. */
export function callOf(form: Form, draft: Draft, id: string, at: string, caller: Caller): Call {
  const values = Object.fromEntries(
    Object.entries(draft.values).filter(([f]) => !form.fields.find((x) => x.id === f)?.sensitive),
  );
  const about = form.fields.find((f) => f.at_end);
  const { [about?.id ?? '']: situation, ...details } = values;
  const fields: CallFields = {
    at,
    ...(caller.name ? { caller: caller.name } : {}),
    ...(caller.role ? { role: caller.role } : {}),
    details: factsOf(form, { ...draft, values: details, withheld: [] }),
    hadStudent: draft.withheld.length > 0 || Object.keys(values).length < Object.keys(draft.values).length,
  };
  const moment = Date.parse(at);
  return {
    id,
    person: caller.person,
    ...(caller.lea ? { lea: caller.lea } : {}),
    ...(caller.school ? { school: caller.school } : {}),
    ...(situation ? { about: Object.values(situation).join(', ') } : {}),
    fields: { ...fields },
    at: moment,
    updatedAt: moment,
  };
}

export function fieldsOf(call: Call): CallFields {
  return call.fields as unknown as CallFields;
}

const PREFIX = /^\s*log(?:ged)?(?: (?:the )?call)?\s*[:–-]?\s*/i;
const SPOKE = /\b(?:i )?(?:spoke|talked|chatted)\s+(?:with|to)\s+([^,;.]+)/i;
const CASE =
  /\b(?:case|ticket|reference|ref)\s*(?:number|no\.?|id)?\s*(?:is|was|:|#)*\s*#?([A-Z0-9][A-Z0-9-]*\d[A-Z0-9-]*|\d+)/i;
const TEN_DIGITS = /(?<!\d)\d{7}(\d{3})(?!\d)/g;

/**
 * What came of a call, from a message.
 * @example readAfter('log: spoke with Dana, case 123456, restart the session') // { spokeWith: 'Dana', caseNumber: '123456', advice: 'restart the session' }
 */
export function readAfter(message: string): { spokeWith?: string; caseNumber?: string; advice?: string } {
  const said = message.replace(PREFIX, '');
  const spoke = SPOKE.exec(said);
  const number = CASE.exec(said);
  const advice = said
    .replace(SPOKE, '')
    .replace(CASE, '')
    .replace(TEN_DIGITS, '•••••••$1')
    .replace(/^(?:[\s,;.:–-]|\b(?:and|they said|he said|she said)\b)+|[\s,;:]+$/gi, '')
    .replace(/\s*,\s*,\s*/g, ', ');
  return {
    ...(spoke?.[1] ? { spokeWith: spoke[1].trim().replace(TEN_DIGITS, '•••••••$1') } : {}),
    ...(number?.[1] ? { caseNumber: number[1] } : {}),
    ...(advice ? { advice } : {}),
  };
}
