/**
 * `npm run rule`: lists the rules. `npm run --silent rule -- ID`: the inputs of one. `… ID --inputs '{…}'`: its
 * answer. `… --batch`: one JSON object `{ id, rule, inputs }` a line in, one answer a line out.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { invalid } from './envelope.ts';
import { loadFacts, type RuleFacts } from './facts.ts';
import { findRule, RULES } from './index.ts';
import type { InputInfo } from './inputs.ts';
import type { Rule } from './rule.ts';

const REQUIRED = { true: 'required', false: 'optional', sometimes: 'sometimes required' };

export async function run(args: string[]): Promise<number> {
  let given: { id: string | undefined; inputs?: string | undefined; batch?: boolean | undefined };
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { inputs: { type: 'string' }, batch: { type: 'boolean' } },
    });
    given = { id: positionals[0], ...values };
  } catch {
    return fail(
      `I do not understand "${args.join(' ')}". Use: npm run --silent rule -- ID --inputs '{…}', or --batch.`,
    );
  }
  if (given.batch) return await answerBatch();
  if (given.id === undefined) {
    write(Object.values(RULES).map(describe).join('\n\n'));
    return 0;
  }
  const rule = findRule(given.id);
  if (!rule) return fail(unknownRule(given.id));
  if (given.inputs === undefined) {
    write(describe(rule));
    return 0;
  }
  const inputs = parseJson(given.inputs);
  if (inputs === undefined) return fail(`The inputs of ${rule.id} are not JSON: ${given.inputs}`);
  write(JSON.stringify(rule.run(inputs, loadFacts()), null, 2));
  return 0;
}

async function answerBatch(): Promise<number> {
  const facts = loadFacts();
  let number = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    number += 1;
    if (line.trim()) write(JSON.stringify(answerLine(line, number, facts)));
  }
  return 0;
}

/** The answer to one line of a batch; a line that cannot be answered gets one that says why. */
export function answerLine(line: string, number: number, facts: RuleFacts): Record<string, unknown> {
  const request = parseJson(line);
  if (typeof request !== 'object' || request === null || Array.isArray(request))
    return { id: null, ...invalid(['BAD_VALUE:line']), error: `Line ${number} is not a JSON object.` };
  const { id = null, rule: name, inputs } = request as Record<string, unknown>;
  const rule = typeof name === 'string' ? findRule(name) : undefined;
  if (!rule) return { id, ...invalid(['BAD_VALUE:rule']), error: unknownRule(name) };
  return { id, ...rule.run(inputs, facts) };
}

function describe(rule: Rule): string {
  const { document, section, lines } = rule.source;
  return [
    `${rule.id} — ${rule.summary}`,
    `    source: ${document}, "${section}", line ${lines}`,
    ...rule.inputs.flatMap((input) => describeInput(input, '    ')),
  ].join('\n');
}

function describeInput(input: InputInfo, indent: string): string[] {
  const values = input.values ? `: ${input.values.join(' | ')}` : '';
  const limits = input.min === undefined ? '' : ` ${input.min} to ${input.max}`;
  const required = REQUIRED[String(input.required) as keyof typeof REQUIRED];
  return [
    `${indent}${input.name} (${input.kind}${limits}${values}; ${required}): ${input.describe}`,
    ...(input.items ?? []).flatMap((item) => describeInput(item, `${indent}    `)),
  ];
}

function unknownRule(name: unknown): string {
  return `There is no rule ${JSON.stringify(name) ?? 'without a name'}. Rules: ${Object.keys(RULES).join(', ')}.`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}
