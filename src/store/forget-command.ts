/** `npm run forget -- USER`: erases one person's data and says what it erased. */
import { sayCounts, withDatabase } from './commands.ts';
import { forget } from './forget.ts';

const USAGE =
  'Usage: npm run forget -- USER\nErases what is kept of one person: USER is an email address, or the id of a person in a channel.\n';

export async function run([who, ...rest]: string[]): Promise<number> {
  if (!who || rest.length || who.startsWith('-')) {
    process.stderr.write(USAGE);
    return 2;
  }
  return withDatabase(async (database) => {
    const { people, erased } = await database.transact((db) => forget(db, who));
    await database.settle();
    if (!people.length) {
      process.stdout.write('Nothing is kept of this person. Check the spelling of the email or id.\n');
      return 1;
    }
    const accounts = people.length === 1 ? 'One account' : `${people.length} accounts`;
    process.stdout.write(
      `${accounts} forgotten. Erased: ${sayCounts(erased)}.\nBackups made earlier still hold the data: make a new one and destroy those.\n`,
    );
    return 0;
  });
}
