import { needsInput, notDeterminable, ok } from './envelope.ts';
import { lookUp } from './facts.ts';
import { text } from './fields.ts';
import { defineRule } from './rule.ts';

/**
 * In which languages the Student Score Reports of a student are generated: always English, and additionally the
 * primary language when it is one of the six that the checklist lists.
 *
 * Source: LEA CAASPP Coordinator Checklist 2026-27, "Student Demographic Data", line 452. How other names (Cantonese,
 * Tagalog …) map to the six is not said.
 *
 * Inputs: `primary_language` as TOMS shows it.
 * @example
 * ssrLanguages.run({ primary_language: 'Spanish' }, facts).result
 * // { languages: ['English', 'Spanish'], possible: null }
 */
export const ssrLanguages = defineRule({
  id: 'ssr-languages',
  title: 'Languages of the Student Score Report',
  summary: 'In which languages the score reports of a student are generated.',
  source: { document: 'checklist-2026-27', section: 'Student Demographic Data', lines: '452' },
  inputs: {
    primary_language: text({
      required: true,
      describe: 'Primary language: TOMS > Student Profile > Demographics',
    }),
  },
  decide({ primary_language: language = '' }, { ssr_languages: known }) {
    const name = language.trim().toLowerCase().replace(/\s+/g, ' ');
    const languages = [known.always];
    if (!name) return needsInput(['primary_language'], { languages });
    const possible = lookUp(known.uncertain, name);
    if (possible) return notDeterminable({ languages, possible }, ['LANGUAGE_MAPPING_NOT_IN_SOURCES']);
    const second = lookUp(known.also, name);
    return ok({ languages: second ? [...languages, second] : languages, possible: null });
  },
});
