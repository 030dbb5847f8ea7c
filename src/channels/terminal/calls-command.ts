/** `npm run calls`: the calls that were prepared, as a list, a CSV of all, or a Word document of each. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readEnvFile } from '../../config/env-file.ts';
import { readSettings, SettingsError } from '../../config/settings.ts';
import { fieldsOf } from '../../forms/call.ts';
import { logDocument } from '../../forms/caltac/log-document.ts';
import { logTable } from '../../forms/caltac/log-table.ts';
import { type Form, loadForms } from '../../forms/load.ts';
import type { Call } from '../../records/forms.ts';
import { StoreError } from '../../store/errors.ts';
import { openStore } from '../../store/store.ts';

const USAGE = `Usage:
  npm run calls                                   the calls, newest first
  npm run calls -- export --csv --docx [--out FOLDER]
                                                  one CSV of all calls, one Word document for each (default folder: exports)
`;

export async function run(args: string[]): Promise<number> {
  let given: ReturnType<typeof readArguments>;
  try {
    given = readArguments(args);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  const form = loadForms().get('caltac');
  if (!form) throw new Error('intents/forms/caltac.yaml is missing.');
  try {
    const calls = await readCalls();
    if (given.exporting) await writeFiles(form, calls, given);
    else process.stdout.write(calls.length ? `${calls.map(line).join('\n')}\n` : 'No calls yet.\n');
    return 0;
  } catch (error) {
    if (!(error instanceof StoreError || error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function readArguments(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      csv: { type: 'boolean', default: false },
      docx: { type: 'boolean', default: false },
      out: { type: 'string', default: 'exports' },
    },
  });
  const [what, ...rest] = positionals;
  if (rest.length || (what !== undefined && what !== 'export'))
    throw new Error(`There is no "${args.join(' ')}".`);
  if (what === 'export' && !values.csv && !values.docx)
    throw new Error('Say what to export: --csv, --docx or both.');
  return { exporting: what === 'export', ...values };
}

async function readCalls(): Promise<Call[]> {
  const { store: options } = readSettings(readEnvFile());
  const store = await openStore({ ...options, beside: true });
  try {
    return await store.calls.list();
  } finally {
    await store.close();
  }
}

async function writeFiles(
  form: Form,
  calls: readonly Call[],
  { csv, docx, out }: { csv: boolean; docx: boolean; out: string },
): Promise<void> {
  mkdirSync(out, { recursive: true });
  const write = (name: string, content: string | Buffer) => {
    writeFileSync(join(out, name), content);
    process.stdout.write(`${join(out, name)}\n`);
  };
  if (csv) write('calls.csv', logTable(form, calls));
  if (!docx) return;
  for (const [i, call] of calls.entries())
    write(`${fieldsOf(call).at.slice(0, 10)}-call-${calls.length - i}.docx`, await logDocument(form, call));
}

function line(call: Call): string {
  const { at, caller, after } = fieldsOf(call);
  return [at.slice(0, 16).replace('T', ' '), caller, call.lea, call.about, call.caseNumber, after?.spokeWith]
    .filter(Boolean)
    .join(' · ');
}
