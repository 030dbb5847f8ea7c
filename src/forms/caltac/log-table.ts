/** All calls as CSV (RFC 4180), one a line, for a spreadsheet. */
import type { Call } from '../../records/forms.ts';
import { fieldsOf } from '../call.ts';
import type { Form } from '../load.ts';
import { textsOf } from './texts.ts';

/** @example logTable(form, []).split('\r\n')[0] // 'Date and time,Caller,Role,LEA,School,What it was about,Device,…' */
export function logTable(form: Form, calls: readonly Call[]): string {
  const { label } = textsOf(form);
  const parts = form.steps.filter((f) => !f.sensitive).flatMap((f) => f.parts.map((p) => p.label));
  const before = ['at', 'caller', 'role', 'lea', 'school', 'about'].map(label);
  const after = ['spoke_with', 'case', 'advice', 'completed'].map(label);
  const lines = calls.map((call) => {
    const f = fieldsOf(call);
    const detail = (name: string) => f.details.find((d) => d.label === name)?.value;
    return [
      ...[f.at, f.caller, f.role, call.lea, call.school, call.about],
      ...parts.map(detail),
      ...[f.after?.spokeWith, call.caseNumber, f.after?.advice, f.after?.completedAt],
    ];
  });
  return [[...before, ...parts, ...after], ...lines]
    .map((cells) => `${cells.map((c) => csvCell(c ?? '')).join(',')}\r\n`)
    .join('');
}

/** A cell that no spreadsheet takes for a formula. */
function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
