/**
 * What Adaptive Cards 1.5 allow, by three judges: a strict schema of the tests' own, a schema made from Microsoft's own
 * types for cards in Teams, and Microsoft's parser, told that the host knows 1.5 only.
 *
 * Microsoft's schema file of 1.5.0 is in no npm package that we found (November 2026): adaptivecards-designer 2.4.4
 * carries that of 1.0, without ActionSet and Action.Execute, the others types only. The tests' own schema, after the
 * documentation of 1.5, is stricter than Microsoft's: what we do not use does not pass.
 */
import * as AC from 'adaptivecards';
import { Ajv } from 'ajv';
import { schemasOf } from '../channels/slack/support/slack-types.ts';

const text = { type: 'string', minLength: 1 };
const object = (type: string, required: string[], properties: Record<string, unknown>) => ({
  type: 'object',
  required: ['type', ...required],
  additionalProperties: false,
  properties: {
    type: { const: type },
    id: text,
    isVisible: { type: 'boolean' },
    spacing: {
      enum: ['default', 'none', 'small', 'medium', 'large', 'extraLarge', 'padding', 'None', 'Small'],
    },
    separator: { type: 'boolean' },
    ...properties,
  },
});
const list = (of: unknown) => ({ type: 'array', items: of, minItems: 1 });
const ref = (name: string) => ({ $ref: `#/definitions/${name}` });
const input = {
  label: { type: 'string' },
  isRequired: { type: 'boolean' },
  errorMessage: { type: 'string' },
  placeholder: { type: 'string' },
};

const DATE = '^\\d{4}-\\d{2}-\\d{2}$';
const TIME = '^\\d{2}:\\d{2}$';

const ELEMENTS = {
  TextBlock: object('TextBlock', ['text'], {
    text: { type: 'string' },
    wrap: { type: 'boolean' },
    weight: { enum: ['Lighter', 'Default', 'Bolder'] },
    size: { enum: ['Default', 'Small', 'Medium', 'Large', 'ExtraLarge'] },
    color: { enum: ['Default', 'Dark', 'Light', 'Accent', 'Good', 'Warning', 'Attention'] },
    isSubtle: { type: 'boolean' },
  }),
  FactSet: object('FactSet', ['facts'], {
    facts: list({
      type: 'object',
      required: ['title', 'value'],
      additionalProperties: false,
      properties: { title: { type: 'string' }, value: { type: 'string' } },
    }),
  }),
  Image: object('Image', ['url'], {
    url: { type: 'string', pattern: '^(https?://|data:image/png;base64,)' },
    altText: { type: 'string' },
    size: { enum: ['Auto', 'Stretch', 'Small', 'Medium', 'Large'] },
  }),
  Container: object('Container', ['items'], {
    items: list(ref('Element')),
    style: { enum: ['default', 'emphasis', 'good', 'attention', 'warning', 'accent'] },
    selectAction: { anyOf: [ref('Action.Execute'), ref('Action.OpenUrl'), ref('Action.ToggleVisibility')] },
  }),
  ActionSet: object('ActionSet', ['actions'], { actions: { ...list(ref('Action')), maxItems: 6 } }),
  'Input.Text': object('Input.Text', ['id'], {
    ...input,
    isMultiline: { type: 'boolean' },
    maxLength: { type: 'number' },
    style: { enum: ['Text', 'Tel', 'Url', 'Email', 'Password'] },
    value: { type: 'string' },
  }),
  'Input.Number': object('Input.Number', ['id'], { ...input, value: { type: 'number' } }),
  'Input.Date': object('Input.Date', ['id'], { ...input, value: { type: 'string', pattern: DATE } }),
  'Input.Time': object('Input.Time', ['id'], { ...input, value: { type: 'string', pattern: TIME } }),
  'Input.ChoiceSet': object('Input.ChoiceSet', ['id'], {
    ...input,
    isMultiSelect: { type: 'boolean' },
    value: text,
    choices: list({
      type: 'object',
      required: ['title', 'value'],
      additionalProperties: false,
      properties: { title: text, value: text },
    }),
  }),
};

const action = { title: text };
const ACTIONS = {
  'Action.Execute': object('Action.Execute', ['title', 'verb'], {
    ...action,
    verb: text,
    data: { type: 'object' },
    associatedInputs: { enum: ['auto', 'none'] },
  }),
  'Action.OpenUrl': object('Action.OpenUrl', ['title', 'url'], {
    ...action,
    url: { type: 'string', pattern: '^https?://' },
  }),
  'Action.ToggleVisibility': object('Action.ToggleVisibility', ['targetElements'], {
    ...action,
    targetElements: list(text),
  }),
};

const schema = {
  definitions: {
    ...ELEMENTS,
    ...ACTIONS,
    Element: { anyOf: Object.keys(ELEMENTS).map(ref) },
    Action: { anyOf: Object.keys(ACTIONS).map(ref) },
  },
  type: 'object',
  additionalProperties: false,
  required: ['type', 'version', 'body', 'fallbackText'],
  properties: {
    type: { const: 'AdaptiveCard' },
    $schema: { type: 'string' },
    version: { const: '1.5' },
    body: list(ref('Element')),
    fallbackText: text,
    speak: { type: 'string' },
  },
};

const schemas = [schema, schemasOf('@microsoft/teams.cards', 'dist/core.d.ts', 'IAdaptiveCard')];
const validators = schemas.map((one) => new Ajv({ strict: false }).compile(one));

/** What is wrong with a card; empty for a good one. */
export function faultsOf(card: object): string[] {
  const faults = validators.flatMap((validate) =>
    validate(card) ? [] : (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`),
  );
  const context = new AC.SerializationContext(AC.Versions.v1_5);
  const parsed = new AC.AdaptiveCard();
  parsed.parse(card, context);
  for (let i = 0; i < context.eventCount; i++) faults.push(context.getEventAt(i).message);
  for (const { failures } of parsed
    .validateProperties()
    .validationEvents.map((e) => ({ failures: [e.message] })))
    faults.push(...failures);
  return faults;
}
