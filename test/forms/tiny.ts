/** A second form, so that the engine is seen to know no particular one. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createForm, type Form, loadForms } from '../../src/forms/load.ts';
import type { Hints } from '../../src/forms/step.ts';

const TINY = `
id: lunch
title: Order lunch for a training
name: order
intro: Let us order lunch.
fields:
  - id: people
    label: People
    names: [people, head count]
    question: How many people eat?
    help: For example "12".
    fails: Say how many, like "12".
    required: true
    parts:
      - { id: people, label: People, kind: number, min: 1, max: 99, find: ['\\b(\\d+) (?:people|persons)\\b'], when_asked: ['\\b(\\d+)\\b'], fails: '{value} is too many or too few, say 1 to 99, like "12".' }
  - id: food
    label: Food
    names: [food, dish]
    question: Which food?
    fails: Say a dish, like "soup".
    parts:
      - { id: food, label: Food, kind: text }
  - id: badge
    label: Badge
    names: [badge]
    question: Which badge number pays?
    fails: A badge has four digits, like "1234".
    sensitive: true
    parts:
      - { id: badge, label: Badge, kind: digits, digits: 4, tail: 1, fails: 'A badge has four digits, like "1234", not {count}.' }
`;

const engine: unknown = parse(readFileSync('intents/forms/engine.yaml', 'utf8'));

export const tiny = (): Form => createForm(parse(TINY), engine);
export const caltac = (): Form => loadForms().get('caltac')!;
export const AT = '2026-11-21T10:00:00-08:00';

/** Nothing is known elsewhere, unless the test says so. */
export const hints = (elsewhere = 0, keeps = true): Hints => ({ elsewhere: () => elsewhere, keeps });
