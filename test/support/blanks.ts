/** Any blank, and those of every form and rule, for the channels that draw them. */
import fc from 'fast-check';
import { createAssistant } from '../../src/assistant/assistant.ts';
import type { Blank, Filled } from '../../src/assistant/blank.ts';
import { memoryConversations } from '../../src/assistant/conversations.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import { formSkills } from '../../src/assistant/skills/form.ts';
import { dataKey } from '../../src/forms/secret.ts';

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ minLength: 1, maxLength: 4_000 }),
);
const options = fc.uniqueArray(
  fc.record({ value: fc.string({ minLength: 1, maxLength: 200 }), label: words }),
  {
    minLength: 1,
    maxLength: 120,
    selector: (o) => o.value,
  },
);
const input = fc.oneof(
  fc.record({ kind: fc.constant('text'), long: fc.constantFrom(true as const, undefined) }),
  fc.record({ kind: fc.constantFrom('email', 'phone', 'number', 'date', 'moment') }),
  fc.record({ kind: fc.constantFrom('choice', 'choices'), options }),
);
const field = fc.record(
  {
    name: fc.stringMatching(/^[a-z]{1,20}\.[a-z]{1,20}$/),
    label: words,
    required: fc.boolean(),
    input,
    hint: words,
    value: fc.oneof(words, fc.array(words, { maxLength: 4 })),
    heading: words,
    note: words,
  },
  { requiredKeys: ['name', 'label', 'required', 'input'] },
);

/** Any blank, with faults at some of its fields. */
export const anyBlank = fc
  .record({
    subject: fc.constant('form:caltac'),
    action: fc.constant('form:caltac:fill'),
    title: words,
    notes: fc.array(words, { maxLength: 3 }),
    fields: fc.uniqueArray(field, { minLength: 1, maxLength: 40, selector: (f) => f.name }),
    opensMore: fc.boolean(),
    why: words,
  })
  .map(({ why, ...blank }) => ({
    ...blank,
    faults: Object.fromEntries(blank.fields.filter((f) => f.required).map((f) => [f.name, why])),
  })) as fc.Arbitrary<Blank>;

/** The blanks of every form and rule, empty and with what is first chosen. */
export async function allBlanks(): Promise<Blank[]> {
  const world = createWorld();
  const key = dataKey('a key of the tests, long enough');
  const assistant = createAssistant(world, memoryConversations(), formSkills(world, { key }));
  const blankOf = async (action: string, filled?: Filled) => {
    const at = '2026-11-21T10:00:00-08:00';
    const message = { id: '', conversation: 'c', person: { id: 'p' }, text: '', action, filled, at };
    return (await assistant.blank?.(message)) as Blank;
  };
  const blanks: Blank[] = [];
  for (const subject of ['form:caltac', ...world.ruleIntents.talks.map((t) => `rule:${t.id}`)]) {
    const empty = await blankOf(subject);
    const chosen = empty.fields.map(({ name, input }) => [name, firstOf(input)]);
    blanks.push(empty, await blankOf(subject, Object.fromEntries(chosen)));
  }
  return blanks;
}

function firstOf(input: Blank['fields'][number]['input']): string {
  return input.kind === 'choice' || input.kind === 'choices' ? (input.options[0]?.value ?? '') : '';
}
