import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../src/channels/slack/limits.ts';
import { MOST, MOST_ANYWHERE, MOST_BLOCKS, MOST_CHARACTERS, MOST_IN } from './support/block-limits.ts';
import { faultsOf, MessageBlocks, SlackView } from './support/block-schema.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const button = { type: 'button', text: plain('Yes'), action_id: 'a', value: 'v' };
const option = { text: plain('Yes'), value: 'v' };
const modal = (...blocks: unknown[]) => ({
  type: 'modal',
  title: plain('Role'),
  submit: plain('Save'),
  blocks,
});

describe('the blocks that Slack takes', () => {
  test('are taken', () => {
    const blocks = [section('Hello'), { type: 'divider' }, { type: 'actions', elements: [button] }];
    expect(faultsOf(MessageBlocks, blocks)).toEqual([]);
    const select = { type: 'static_select', action_id: 's', options: [option] };
    expect(
      faultsOf(SlackView, modal({ type: 'input', label: plain('Role'), element: select }, section('x'))),
    ).toEqual([]);
    expect(faultsOf(SlackView, { type: 'home', blocks: [section('x')] })).toEqual([]);
  });

  test.each([
    ['a misspelled field', { ...section('x'), blok_id: 'b' }, 'blok_id'],
    ['a block of another name', { type: 'sectoin' }, 'nothing is called sectoin'],
    ['a header in markup', { type: 'header', text: { type: 'mrkdwn', text: 'x' } }, 'plain_text'],
    ['an element where it does not belong', { type: 'context', elements: [button] }, 'context'],
    ['a button without words', { type: 'actions', elements: [{ ...button, text: undefined }] }, 'text'],
    [
      'a button without a name',
      { type: 'actions', elements: [{ ...button, action_id: undefined }] },
      'action id',
    ],
    [
      'two buttons of one name',
      { type: 'actions', elements: [button, button] },
      'action ids of a block differ',
    ],
    [
      'a list without options',
      { type: 'actions', elements: [{ type: 'static_select', action_id: 's' }] },
      '',
    ],
    ['an empty text', section(''), '0 of 1 to 3000'],
    ['a text that is too long', section('x'.repeat(3_001)), '3001 of 1 to 3000'],
    [
      'a label that is too long',
      { type: 'actions', elements: [{ ...button, text: plain('x'.repeat(76)) }] },
      '76',
    ],
    ['a section of nothing', { type: 'section' }, 'a section needs text or fields'],
    [
      'an input',
      { type: 'input', label: plain('x'), element: { type: 'datepicker', action_id: 'd' } },
      'modals',
    ],
  ])('are not %s', (_, block, why) => {
    const faults = faultsOf(MessageBlocks, [JSON.parse(JSON.stringify(block))]);
    expect(faults).not.toEqual([]);
    expect(faults.join()).toContain(why);
  });

  test('are not more than 50 in a message and 100 in a view, nor longer in all than Slack takes', () => {
    expect(faultsOf(MessageBlocks, Array(51).fill(section('x')))).not.toEqual([]);
    expect(faultsOf(MessageBlocks, Array(5).fill(section('x'.repeat(2_900))))).toEqual([
      'msg_blocks_too_long',
    ]);
    expect(faultsOf(SlackView, { type: 'home', blocks: Array(101).fill(section('x')) })).not.toEqual([]);
  });

  test('are no input in a modal without a button to send it, and no feedback in any view', () => {
    const input = { type: 'input', label: plain('x'), element: { type: 'plain_text_input', action_id: 'i' } };
    const view = { ...modal(input), submit: undefined };
    expect(faultsOf(SlackView, JSON.parse(JSON.stringify(view)))).toEqual([
      'a modal with inputs needs submit',
    ]);
    expect(faultsOf(SlackView, modal({ ...section('x'), accesory: button })).join()).toContain('accesory');
    expect(faultsOf(SlackView, { ...modal(), title: plain('x'.repeat(25)) })).not.toEqual([]);
  });
});

test('the table of limits that the app keeps says no more than Slack takes', () => {
  const {
    section,
    context,
    actions,
    button,
    static_select,
    overflow,
    radio_buttons,
    checkboxes,
    input,
    modal,
  } = MOST;
  const slack: Record<keyof typeof LIMITS, number | undefined> = {
    blocksPerMessage: MOST_BLOCKS.message,
    blocksPerView: MOST_BLOCKS.view,
    messageBlocks: MOST_CHARACTERS,
    blockSize: MOST_CHARACTERS,
    fallbackText: 40_000,
    sectionText: section?.text,
    fieldsPerSection: section?.fields,
    fieldText: section?.['fields[]'],
    headerText: MOST.header?.text,
    contextElements: context?.elements,
    contextText: context?.['elements[]'],
    actionsElements: actions?.elements,
    buttonText: button?.text,
    buttonValue: button?.value,
    actionId: MOST_ANYWHERE.action_id,
    blockId: MOST_ANYWHERE.block_id,
    selectOptions: static_select?.options,
    optionText: MOST_IN.options?.text,
    optionValue: MOST_IN.options?.value,
    placeholder: static_select?.placeholder,
    overflowOptions: overflow?.options,
    radioOptions: radio_buttons?.options,
    checkboxes: checkboxes?.options,
    inputLabel: input?.label,
    inputHint: input?.hint,
    inputValue: MOST.plain_text_input?.initial_value,
    viewTitle: modal?.title,
    viewButton: modal?.submit,
    privateMetadata: modal?.private_metadata,
    callbackId: modal?.callback_id,
    viewSize: 250_000,
    suggestedPrompts: 4,
    threadTitle: Number.POSITIVE_INFINITY,
  };
  for (const [name, most] of Object.entries(LIMITS))
    expect(most, name).toBeLessThanOrEqual(slack[name as keyof typeof LIMITS] ?? 0);
});
