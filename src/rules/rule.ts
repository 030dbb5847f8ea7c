/** What a rule is, and how one is put together from its inputs, its checks and its decision. */
import type { ErrorAt } from './codes.ts';
import { type Answer, invalid, sorted } from './envelope.ts';
import type { RuleFacts } from './facts.ts';
import { describeFields, type Fields, type InputInfo, readInputs, type Values } from './inputs.ts';

export interface RuleSource {
  /** Id of the document in knowledge/sources.yaml. */
  document: string;
  section: string;
  /** Lines of the copy it was written from, such as `379, 381`. */
  lines: string;
}

export interface Rule {
  id: string;
  title: string;
  /** One sentence: what it decides. */
  summary: string;
  source: RuleSource;
  /** Further places it rests on. */
  also?: readonly RuleSource[];
  inputs: readonly InputInfo[];
  /** Pure: the same inputs and facts give the same answer, and nothing is thrown. */
  run(inputs: unknown, facts: RuleFacts): Answer;
}

export interface RuleParts<F extends Fields> extends Omit<Rule, 'inputs' | 'run'> {
  inputs: F;
  /** Faults between the inputs. What could not be read is undefined here. */
  check?(values: Values<F>, facts: RuleFacts): ErrorAt[];
  /** Called when every input is sound. */
  decide(values: Values<F>, facts: RuleFacts): Answer;
}

/**
 * Puts a rule together in the order that all share: read and check every given input; ask for what is required and
 * missing; compute. Warnings from reading a moment or a calendar join the rule's own.
 */
export function defineRule<F extends Fields>({
  inputs: fields,
  check,
  decide,
  ...about
}: RuleParts<F>): Rule {
  return {
    ...about,
    inputs: describeFields(fields),
    run(inputs, facts) {
      const { values, warnings, errors } = readInputs(inputs, fields);
      const faults = [...errors, ...(check?.(values, facts) ?? [])];
      if (faults.length > 0) return invalid(faults);
      const answer = decide(values, facts);
      if (answer.status === 'invalid_input') return answer;
      return { ...answer, warnings: sorted([...answer.warnings, ...warnings]) };
    },
  };
}
