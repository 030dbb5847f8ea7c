/** Who judges the cards must be seen to judge: a check that finds nothing would find nothing wrong. */
import { describe, expect, test } from 'vitest';
import { faultsOf } from '../../support/adaptive-cards.ts';

const card = (element: object, more: object = {}) => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  body: [element],
  fallbackText: 'x',
  ...more,
});
const execute = { type: 'Action.Execute', title: 'Send', verb: 'answer', data: { of: '1' } };

describe('a card', () => {
  test.each([
    ['words', { type: 'TextBlock', text: 'x', wrap: true, weight: 'Bolder', size: 'Small' }],
    ['a button', { type: 'ActionSet', actions: [{ ...execute, associatedInputs: 'none' }] }],
    ['a field', { type: 'Input.Date', id: 'a', label: 'When?', isRequired: true, errorMessage: 'When?' }],
  ])('with %s is good', (_, element) => {
    expect(faultsOf(card(element))).toEqual([]);
  });

  test.each([
    ['a misspelled property', { type: 'TextBlock', text: 'x', wrapp: true }],
    ['a size that there is not', { type: 'TextBlock', text: 'x', size: 'Huge' }],
    ['an element that came after 1.5', { type: 'Icon', name: 'Calendar' }],
    ['an element that there is not', { type: 'Blink', text: 'x' }],
    ['a button without its kind', { type: 'ActionSet', actions: [{ title: 'x' }] }],
    ['seven buttons in a row', { type: 'ActionSet', actions: Array(7).fill(execute) }],
    ['a field without an id', { type: 'Input.Text', label: 'x' }],
    ['a required field without a label', { type: 'Input.Text', id: 'a', isRequired: true }],
    ['a link that runs a script', { type: 'Image', url: 'javascript:alert(1)' }],
  ])('with %s is not', (_, element) => {
    expect(faultsOf(card(element))).not.toEqual([]);
  });

  test.each([
    ['another version', { version: '1.6' }],
    ['no words for clients without cards', { fallbackText: undefined }],
    ['nothing in it', { body: [] }],
  ])('of %s is not', (_, more) => {
    expect(faultsOf(card({ type: 'TextBlock', text: 'x' }, more))).not.toEqual([]);
  });
});
