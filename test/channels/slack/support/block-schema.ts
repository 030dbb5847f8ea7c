/** What Slack accepts in messages, modals and the Home tab: its own types as a schema, and its numbers. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import {
  MOST,
  MOST_ANYWHERE,
  MOST_BLOCKS,
  MOST_CHARACTERS,
  MOST_IN,
  MOST_OF_VIEW,
  NEEDED,
} from './block-limits.ts';
import { type Schema, schemasOf } from './slack-types.ts';

type Node = Record<string, unknown>;
type Check = (what: unknown) => string[];

const schemas = schemasOf('@slack/types', 'dist/index.d.ts', 'View');
const { definitions } = schemas;
// Its views take `{ type: string }` as a block, too: whatever is misspelled would pass.
definitions.AnyBlock = { $ref: '#/definitions/KnownBlock' };
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true }).addSchema(schemas, 'slack');

/** Which definition a type of block or view has: one is checked, not all twenty. */
const byType = new Map(
  ['KnownBlock', 'View'].flatMap((union) =>
    (definitions[union]?.anyOf ?? []).map(({ $ref = '' }) => {
      const name = $ref.slice('#/definitions/'.length);
      return [typeOf(definitions[name]!), name] as const;
    }),
  ),
);

function typeOf({ properties, anyOf }: Schema): string {
  return String((properties ?? anyOf?.[0]?.properties)?.type?.const);
}

function structure(node: Node): string[] {
  const type = String(node.type);
  const name = byType.get(type);
  if (!name) return [`nothing is called ${type}`];
  const validate = ajv.getSchema(`slack#/definitions/${name}`) as ValidateFunction;
  return validate(node) ? [] : toThePoint(validate.errors ?? []).map((said) => `${type}${said}`);
}

/** Of what may be one of many, only the errors of the one that it wants to be. */
function toThePoint(errors: ErrorObject[]): string[] {
  const branch = ({ schemaPath }: ErrorObject) => schemaPath.slice(0, schemaPath.lastIndexOf('/properties/'));
  const others = new Set(
    errors.filter((e) => e.keyword === 'const' && e.instancePath.endsWith('/type')).map(branch),
  );
  const told = errors.filter(
    (e) => e.keyword !== 'anyOf' && ![...others].some((o) => e.schemaPath.startsWith(o)),
  );
  return (told.length ? told : errors).map(
    (e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`,
  );
}

/** Lengths, numbers, and what the types do not say. */
function lengths(what: unknown, path: string, field = ''): string[] {
  if (Array.isArray(what)) return what.flatMap((one, i) => lengths(one, `${path}/${i}`, field));
  if (typeof what !== 'object' || what === null) return [];
  const node = what as Node;
  const most = typeof node.type === 'string' ? MOST[node.type] : MOST_IN[field];
  const isText = node.type === 'plain_text' || node.type === 'mrkdwn';
  const faults = most || isText ? [] : [`${path}: no limits are noted for ${node.type ?? field}`];
  for (const [name, max] of Object.entries({ ...MOST_ANYWHERE, ...most })) {
    const each = name.endsWith('[]');
    const held = node[each ? name.slice(0, -2) : name];
    const measured = each ? ((held as unknown[] | undefined) ?? []) : held === undefined ? [] : [held];
    for (const one of measured) {
      const size = sizeOf(one);
      if (size < 1 || size > max) faults.push(`${path}/${name}: ${size} of 1 to ${max}`);
    }
  }
  for (const name of NEEDED[String(node.type ?? field)] ?? [])
    if (!node[name]) faults.push(`${path}/${name}: is needed`);
  return [...faults, ...oddities(node, path), ...Object.entries(node).flatMap(inside(path))];
}

const inside =
  (path: string) =>
  ([name, value]: [string, unknown]) =>
    name === 'blocks' ? [] : lengths(value, `${path}/${name}`, name);

function sizeOf(held: unknown): number {
  if (typeof held === 'string' || Array.isArray(held)) return held.length;
  return String((held as { text?: unknown }).text ?? '').length;
}

function oddities(node: Node, path: string): string[] {
  const elements = [node.elements, node.element, node.accessory].flat() as (Node | undefined)[];
  const pressable = elements.filter((e) => e?.type && !/^(plain_text|mrkdwn|image)$/.test(String(e.type)));
  const ids = pressable.map((e) => e?.action_id);
  return [
    ...(node.type === 'section' && !node.text && !node.fields ? ['a section needs text or fields'] : []),
    ...(ids.every(Boolean) ? [] : ['what can be pressed needs an action id']),
    ...(new Set(ids).size === ids.length ? [] : ['action ids of a block differ']),
    ...(node.url !== undefined && !URL.canParse(String(node.url)) ? ['an address is none'] : []),
    ...(Number(node.max_length ?? 0) > 3_000 ? ['a field takes at most 3,000 characters'] : []),
  ].map((fault) => `${path}: ${fault}`);
}

const blocksOf = (what: unknown, most: number): string[] => {
  const blocks = what as Node[];
  const ids = blocks.flatMap((b) => b.block_id ?? []);
  return [
    ...(blocks.length > most ? [`${blocks.length} blocks of ${most}`] : []),
    ...(new Set(ids).size === ids.length ? [] : ['block ids differ']),
    ...blocks.flatMap((block, i) => [...structure(block), ...lengths(block, `/${i}`)]),
  ];
};

/** The blocks of a message. */
export const MessageBlocks: Check = (blocks) => {
  if (!Array.isArray(blocks)) return ['blocks are a list'];
  return [
    ...blocksOf(blocks, MOST_BLOCKS.message),
    ...(JSON.stringify(blocks).length > MOST_CHARACTERS ? ['msg_blocks_too_long'] : []),
    ...(blocks.some((b: Node) => b.type === 'input') ? ['inputs are for modals'] : []),
  ];
};

/** A modal or the Home tab. */
export const SlackView: Check = (what) => {
  const view = (what ?? {}) as Node & { blocks?: Node[] };
  if (view.type !== 'modal' && view.type !== 'home') return [`no such view: ${view.type}`];
  const types = new Set((view.blocks ?? []).map((b) => b.type));
  return [
    ...structure(view),
    ...lengths(view, view.type),
    ...blocksOf(view.blocks ?? [], MOST_BLOCKS.view),
    ...(view.type === 'modal' && types.has('input') && !view.submit
      ? ['a modal with inputs needs submit']
      : []),
    ...(types.has('context_actions') || types.has('markdown') ? ['that is for messages only'] : []),
    ...(JSON.stringify(view).length > MOST_OF_VIEW ? ['view_too_large'] : []),
  ];
};

/** What is wrong with blocks or a view, in words; empty when nothing is. */
export function faultsOf(check: Check, what: unknown): string[] {
  return check(what);
}
