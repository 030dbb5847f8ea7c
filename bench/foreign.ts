/** The engine on any other set of entries and questions, beside fuse.js and MiniSearch. */
import { chooseShares, understanderOf } from '../src/search/choose-shares.ts';
import { buildIndex, type Subject } from '../src/search/index.ts';
import { fuse, HEAD, miniSearch, type Question, row, thisEngine } from './engines.ts';
import { jsonLines, ms, percent, print, table } from './figures.ts';
import { shipped } from './search.ts';

interface ForeignEntry {
  id: string;
  questions: string[];
  answer?: string;
}

const NO_CONCEPTS = { synonyms: [], phrases: {} };

/**
 * @param entriesFile JSON lines {"id", "questions": […], "answer"?}
 * @param queriesFile JSON lines {"text", "id"}; id null for out of scope
 */
export async function run(entriesFile: string, queriesFile: string): Promise<void> {
  const subjects = jsonLines<ForeignEntry>(entriesFile).map(
    ({ id, questions, answer = '' }): Subject => ({
      key: String(id),
      title: '',
      questions,
      keywords: [],
      answer,
    }),
  );
  const questions = jsonLines<Question>(queriesFile).map(({ text, id }) => ({
    text,
    id: id === null || id === undefined ? null : String(id),
  }));
  const started = performance.now();
  const fitted = chooseShares(subjects, NO_CONCEPTS, shipped());
  const chosen = performance.now();
  const index = buildIndex(subjects, NO_CONCEPTS, { classifier: fitted.shares.classifier > 0 });
  const built = performance.now();
  const understander = understanderOf(index, fitted);
  print(
    `${subjects.length} entries, ${subjects.flatMap((s) => s.questions).length} questions of theirs; ${entriesFile}`,
  );
  print(
    `shares: classifier ${fitted.shares.classifier}, nearest ${fitted.shares.nearest}, chosen in ${ms(chosen - started)}; index built in ${ms(built - chosen)}`,
  );
  const rows: string[][] = [];
  for (const engine of [thisEngine(understander), fuse(subjects), miniSearch(subjects)])
    rows.push(await row(engine, questions));
  print(table(HEAD, rows));

  const seen = questions.map(({ text, id }) => {
    const u = understander.understand(text, { today: '2026-11-21' });
    return { id, answered: u.amongTwo >= fitted.answerFrom, right: u.candidates[0]?.key === id };
  });
  const outside = seen.filter((s) => s.id === null);
  const inside = seen.filter((s) => s.id !== null);
  const refused = seen.filter((s) => !s.answered);
  const refusedOutside = refused.filter((s) => s.id === null).length;
  print('');
  print(
    table(
      ['at the shipped threshold', 'share', 'of'],
      [
        ['out of scope refused (recall)', percent(refusedOutside, outside.length), outside.length],
        [
          'refused that were out of scope (precision)',
          percent(refusedOutside, refused.length),
          refused.length,
        ],
        [
          'in scope answered right',
          percent(inside.filter((s) => s.answered && s.right).length, inside.length),
          inside.length,
        ],
        [
          'in scope answered wrong',
          percent(inside.filter((s) => s.answered && !s.right).length, inside.length),
          inside.length,
        ],
      ],
    ),
  );
}
