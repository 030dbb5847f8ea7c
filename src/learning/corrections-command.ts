/** `npm run corrections -- preview|send`: tells those who got an answer that has changed since. */
import { answerEntry } from '../assistant/answer.ts';
import { loadIntents } from '../assistant/intents.ts';
import { renderText } from '../assistant/text.ts';
import { nowInLosAngeles } from '../clock.ts';
import { loadTexts } from '../escalation/texts.ts';
import { createLibrary } from '../knowledge/library.ts';
import { loadKnowledge } from '../knowledge/load.ts';
import type { Entry } from '../knowledge/schema.ts';
import { withStore } from '../store/with-store.ts';
import { correctionNotice, correctionsSince, findCorrections, sendCorrections } from './corrections.ts';

const USAGE = `Usage:
  npm run corrections -- preview   entries that changed after they were told, how many got them, and the message
  npm run corrections -- send      tells them, each once
`;

const say = (words: string) => process.stdout.write(`${words}\n`);

export async function run([what, ...rest]: string[]): Promise<number> {
  if ((what !== 'preview' && what !== 'send') || rest.length) {
    process.stderr.write(USAGE);
    return 2;
  }
  const library = createLibrary(loadKnowledge('knowledge').knowledge);
  const { voice } = loadIntents('intents').intents;
  const texts = loadTexts();
  const today = nowInLosAngeles().slice(0, 10);
  const answerOf = (entry: Entry) => answerEntry(entry, { library, voice, today });
  return withStore({ beside: what === 'preview' }, async (store) => {
    const now = Date.now();
    const corrections = findCorrections(await store.answersGiven.since(correctionsSince(now)), library, now);
    if (!corrections.length) say('Nothing to correct.');
    if (what === 'send') {
      const told = await store.transact((records) =>
        sendCorrections(corrections, answerOf, texts, records, now),
      );
      say(`${told} messages are on their way; the running server delivers them.`);
      return 0;
    }
    for (const { entry, given } of corrections) {
      say(`${entry.id}: ${given.length} ${given.length === 1 ? 'conversation' : 'conversations'}`);
      say(
        `${renderText(correctionNotice(given[0]!, entry, answerOf(entry), texts)).replace(/^/gm, '    ')}\n`,
      );
    }
    return 0;
  });
}
