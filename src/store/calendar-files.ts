/** Calendars as JSON files, one each, written whole or not at all. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CalendarStore, inOrder, keyOf, StoredCalendar, tidy } from '../calendar/calendar-store.ts';

export interface CalendarFilesOptions {
  /** Told the name of a file that cannot be read; it is passed over. */
  damaged?: (file: string) => void;
}

/**
 * A store of calendars in a folder, which is made when first needed.
 * @param folder such as `data/calendars`
 */
export function calendarFiles(folder: string, { damaged }: CalendarFilesOptions = {}): CalendarStore {
  // Names of schools are no file names: the file is called by a hash of what identifies the calendar.
  const pathOf = (lea: string, school: string | null, schoolYear: string) => {
    const key = keyOf(lea, school, schoolYear);
    const year = schoolYear.replace(/[^\d-]/g, '');
    return join(folder, `${year}-${createHash('sha256').update(key).digest('hex').slice(0, 16)}.json`);
  };
  const read = async (path: string): Promise<StoredCalendar | undefined> => {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    try {
      return StoredCalendar.parse(JSON.parse(text));
    } catch {
      damaged?.(path);
      return undefined;
    }
  };
  return {
    async save(lea, school, calendar) {
      await mkdir(folder, { recursive: true });
      const path = pathOf(lea, school, calendar.calendar.school_year);
      const draft = `${path}.${process.pid}.tmp`;
      const text = `${JSON.stringify(tidy(lea, school, calendar), null, 2)}\n`;
      await writeFile(draft, text, { mode: 0o600, flush: true });
      await rename(draft, path);
    },
    find: (lea, school, schoolYear) => read(pathOf(lea, school, schoolYear)),
    async list() {
      const names = await readdir(folder).catch(() => []);
      const found = await Promise.all(
        names.filter((n) => n.endsWith('.json')).map((n) => read(join(folder, n))),
      );
      return inOrder(found.filter((s) => s !== undefined));
    },
    async remove(lea, school, schoolYear) {
      const path = pathOf(lea, school, schoolYear);
      const there = (await read(path)) !== undefined;
      await rm(path, { force: true });
      return there;
    },
  };
}
