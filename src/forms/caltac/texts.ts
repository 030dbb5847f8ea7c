/** The texts of what comes out of the CalTAC form, from its YAML. */
import type { Form } from '../load.ts';

export interface Texts {
  (name: string, words?: Record<string, string>): string;
  label(name: string): string;
}

export function textsOf(form: Form): Texts {
  const labels = form.output.labels;
  const read = (name: string, words: Record<string, string> = {}) => {
    const text = form.output[name];
    return (typeof text === 'string' ? text : '').replace(
      /\{(\w+)\}/g,
      (whole, w: string) => words[w] ?? whole,
    );
  };
  return Object.assign(read, {
    label: (name: string) => (typeof labels === 'object' ? labels[name] : undefined) ?? name,
  });
}
