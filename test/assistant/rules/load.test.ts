import { describe, expect, it } from 'vitest';
import { loadRuleIntents, recognisableRules } from '../../../src/assistant/rules/load.ts';
import { loadKnowledge } from '../../../src/knowledge/load.ts';
import { ERROR_CODES, WARNING_CODES } from '../../../src/rules/codes.ts';
import { RULES } from '../../../src/rules/index.ts';

const intents = loadRuleIntents();

describe('intents/rules', () => {
  it('speaks of every rule, once', () => {
    expect(intents.talks.map((t) => t.id).sort()).toEqual(Object.keys(RULES).sort());
    expect(recognisableRules()).toHaveLength(30);
  });

  it('has a question for every input that a rule requires, or something to ask instead', () => {
    const without = Object.values(RULES).flatMap((rule) =>
      rule.inputs
        .filter((i) => i.required)
        .filter(
          (i) => !intents.byId.get(rule.id)?.inputs[i.name] && !intents.byId.get(rule.id)?.instead[i.name],
        )
        .map((i) => `${rule.id}.${i.name}`),
    );
    expect(without).toEqual(
      ['window-validate.calendar', 'window-latest-start.calendar'].filter((x) => without.includes(x)),
    );
  });

  it('has a sentence for every warning and every error', () => {
    expect([...WARNING_CODES, ...ERROR_CODES].filter((c) => !intents.warnings.has(c))).toEqual([]);
  });

  it('names entries that exist', () => {
    const known = new Set(loadKnowledge('knowledge').knowledge.entries.map((e) => e.id));
    expect(intents.talks.flatMap((t) => [t.entry, ...t.entries]).filter((e) => !known.has(e))).toEqual([]);
  });
});
