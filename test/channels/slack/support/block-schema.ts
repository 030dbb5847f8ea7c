/** What Slack accepts in messages, modals and the Home tab: strict, so that a misspelled field is found too. */
import * as z from 'zod';

const plain = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });
const marked = (max: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });
const text = (max: number) => z.union([plain(max), marked(max)]);

const actionId = z.string().min(1).max(255);
const confirm = z.strictObject({
  title: plain(100),
  text: text(300),
  confirm: plain(30),
  deny: plain(30),
  style: z.enum(['primary', 'danger']).optional(),
});
const option = z.strictObject({
  text: text(75),
  value: z.string().min(1).max(150),
  description: text(75).optional(),
});
const options = (max: number) => z.array(option).min(1).max(max);

const button = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  action_id: actionId,
  value: z.string().min(1).max(2_000).optional(),
  url: z.url().max(3_000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: z.string().max(75).optional(),
});
const staticSelect = z.strictObject({
  type: z.literal('static_select'),
  action_id: actionId,
  placeholder: plain(150).optional(),
  options: options(100),
  initial_option: option.optional(),
});
const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  action_id: actionId,
  placeholder: plain(150).optional(),
});
const overflow = z.strictObject({ type: z.literal('overflow'), action_id: actionId, options: options(5) });
const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  action_id: actionId,
  placeholder: plain(150).optional(),
  initial_date: z.iso.date().optional(),
});
const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  action_id: actionId,
  initial_date_time: z.number().int().optional(),
});
const radio = z.strictObject({
  type: z.literal('radio_buttons'),
  action_id: actionId,
  options: options(10),
  initial_option: option.optional(),
});
const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  action_id: actionId,
  options: options(10),
  initial_options: options(10).optional(),
});
const typed = {
  action_id: actionId,
  placeholder: plain(150).optional(),
  initial_value: z.string().min(1).max(3_000).optional(),
};
const textInput = z.strictObject({
  type: z.literal('plain_text_input'),
  ...typed,
  multiline: z.boolean().optional(),
  max_length: z.number().int().max(3_000).optional(),
});
const emailInput = z.strictObject({ type: z.literal('email_text_input'), ...typed });
const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...typed,
  is_decimal_allowed: z.boolean(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
});
const feedbackButton = z.strictObject({
  text: plain(75),
  value: z.string().min(1).max(2_000),
  accessibility_label: z.string().max(75).optional(),
});

const blockId = z.string().min(1).max(255).optional();
const uniqueActions = <T extends { action_id: string }>(elements: T[]) =>
  new Set(elements.map((e) => e.action_id)).size === elements.length;

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: text(3_000).optional(),
    fields: z.array(text(2_000)).min(1).max(10).optional(),
    accessory: z.union([button, staticSelect, overflow, datepicker]).optional(),
    expand: z.boolean().optional(),
  })
  .refine((b) => b.text || b.fields, 'a section needs text or fields');
const header = z.strictObject({ type: z.literal('header'), block_id: blockId, text: plain(150) });
const divider = z.strictObject({ type: z.literal('divider'), block_id: blockId });
const context = z.strictObject({
  type: z.literal('context'),
  block_id: blockId,
  elements: z.array(text(3_000)).min(1).max(10),
});
const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: blockId,
  elements: z
    .array(z.union([button, staticSelect, usersSelect, overflow, datepicker, datetimepicker]))
    .min(1)
    .max(25)
    .refine(uniqueActions, 'action ids of a block differ'),
});
const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  block_id: blockId,
  elements: z
    .array(
      z.strictObject({
        type: z.literal('feedback_buttons'),
        action_id: actionId,
        positive_button: feedbackButton,
        negative_button: feedbackButton,
      }),
    )
    .min(1)
    .max(5),
});
const input = z.strictObject({
  type: z.literal('input'),
  block_id: blockId,
  label: plain(2_000),
  hint: plain(2_000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: z.union([
    textInput,
    emailInput,
    numberInput,
    staticSelect,
    usersSelect,
    radio,
    checkboxes,
    datepicker,
    datetimepicker,
  ]),
});

const inMessages = z.union([section, header, divider, context, actions, contextActions]);
const inViews = z.union([section, header, divider, context, actions, input]);

const uniqueBlocks = (blocks: { block_id?: string }[]) => {
  const ids = blocks.flatMap((b) => b.block_id ?? []);
  return new Set(ids).size === ids.length;
};

/** `msg_blocks_too_long` begins about here. */
export const MOST_CHARACTERS = 13_200;

export const MessageBlocks = z
  .array(inMessages)
  .max(50)
  .refine(uniqueBlocks, 'block ids of a message differ')
  .refine((blocks) => JSON.stringify(blocks).length <= MOST_CHARACTERS, 'msg_blocks_too_long');

const view = {
  blocks: z.array(inViews).max(100).refine(uniqueBlocks, 'block ids of a view differ'),
  private_metadata: z.string().max(3_000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};

export const SlackView = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('home'), ...view }),
  z
    .strictObject({
      type: z.literal('modal'),
      title: plain(24),
      submit: plain(24).optional(),
      close: plain(24).optional(),
      clear_on_close: z.boolean().optional(),
      notify_on_close: z.boolean().optional(),
      ...view,
    })
    .refine((v) => v.submit || !v.blocks.some((b) => b.type === 'input'), 'a modal with inputs needs submit'),
]);

/** What is wrong with blocks, in words; empty when nothing is. */
export function faultsOf(schema: z.ZodType, what: unknown): string[] {
  const parsed = schema.safeParse(what);
  return parsed.success ? [] : [z.prettifyError(parsed.error)];
}
