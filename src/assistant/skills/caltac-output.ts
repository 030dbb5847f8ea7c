/** What comes out of the CalTAC form: the call sheet, the contact log, and the sheet as a ticket for whoever calls. */
import type { Asking } from '../../escalation/asking.ts';
import { callOf } from '../../forms/call.ts';
import { sheetParts } from '../../forms/caltac/sheet.ts';
import { textsOf } from '../../forms/caltac/texts.ts';
import type { Form } from '../../forms/load.ts';
import type { Call, Calls } from '../../records/forms.ts';
import { loadFacts } from '../../rules/facts.ts';
import { sayRole } from '../hand-over.ts';
import { personKey } from '../person.ts';
import { type Part, text } from '../reply.ts';
import type { Turn } from '../skill.ts';
import type { World } from '../world.ts';
import type { FormOutput } from './form.ts';
import { sheetTicket } from './sheet-ticket.ts';

const SOURCES = [{ document: 'caltac-page', section: 'Support for the CAASPP Assessments' }];

export function caltacOutput(world: World, { calls, asking }: { calls: Calls; asking?: Asking }): FormOutput {
  const { library } = world;
  const nextOf = (turn: Turn) => (turn.role ? library.contactFor(turn.role) : undefined);
  const ticket = sheetTicket(asking, (turn) => (nextOf(turn)?.name ?? '').replace(/^Your /, 'your '));
  return {
    review: (turn, form, draft) => [
      ...sheetParts(form, draft, {
        at: turn.message.at,
        role: turn.role,
        caltac: library.contact('caltac'),
        agent: library.contact('success-agent'),
        next: nextOf(turn),
        rules: loadFacts(),
      }),
      { type: 'sources', sources: world.sources(SOURCES) },
    ],
    async finish(turn, form, draft) {
      const { message } = turn;
      const call = callOf(form, draft, message.id, message.at, {
        person: personKey(message.person),
        name: message.person.name,
        lea: message.person.lea,
        school: message.person.school,
        role: turn.role && sayRole(turn.role),
      });
      await calls.save(call);
      const texts = textsOf(form);
      const gone = draft.values.student ? [text(texts('student_deleted'))] : [];
      return [text(texts('finished')), ...gone, await logFile(form, call)];
    },
    press: ticket.press,
    typed: ticket.typed,
  };
}

/** The contact log as a file part. */
export async function logFile(form: Form, call: Call): Promise<Part> {
  // Loaded when the first log is written: the library is large, and most starts never need it.
  const { DOCX, logDocument } = await import('../../forms/caltac/log-document.ts');
  const texts = textsOf(form);
  const date = new Date(call.at).toLocaleDateString('en-CA', { timeZone: 'America/Los_Angeles' });
  return {
    type: 'file',
    name: texts('log_file', { date }),
    mediaType: DOCX,
    encoding: 'base64',
    content: (await logDocument(form, call)).toString('base64'),
    title: texts('log_title'),
  };
}
