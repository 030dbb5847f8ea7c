import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fixture, importOf } from './fixtures.ts';

const folder = new URL('fixtures/', import.meta.url).pathname;
const script = `
  import { readFileSync } from 'node:fs';
  const { importCalendar } = await import('./src/calendar/import.ts');
  const { loadCalendarWords } = await import('./src/calendar/texts.ts');
  const read = (f) => importCalendar(readFileSync(${JSON.stringify(folder)} + f), { words: loadCalendarWords(), today: '2026-11-21' });
  process.stdout.write(JSON.stringify(JSON.parse(process.argv[1]).map(read)));`;

describe('the zone of the process', () => {
  const files = readdirSync(folder);
  const here = JSON.parse(JSON.stringify(files.map((f) => importOf(fixture(f)))));

  it.each(['UTC', 'America/Los_Angeles', 'Asia/Tokyo'])(
    'makes no difference to an import: %s',
    { timeout: 60_000 },
    (TZ) => {
      const child = spawnSync(
        process.execPath,
        ['--input-type=module', '-e', script, JSON.stringify(files)],
        {
          env: { ...process.env, TZ },
          encoding: 'utf8',
          maxBuffer: 1e8,
        },
      );
      expect(JSON.parse(child.stdout)).toEqual(here);
    },
  );
});
