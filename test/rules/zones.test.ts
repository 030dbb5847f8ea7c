import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { cases } from './run.ts';

const CLI = new URL('../../src/cli.ts', import.meta.url).pathname;
const input = cases.map(({ id, rule, inputs }) => `${JSON.stringify({ id, rule, inputs })}\n`).join('');

describe('the zone of the process', () => {
  it.each(['UTC', 'America/Los_Angeles', 'Asia/Tokyo'])(
    'makes no difference: %s',
    { timeout: 60_000 },
    (TZ) => {
      const child = spawnSync(process.execPath, [CLI, 'rule', '--batch'], {
        input,
        env: { ...process.env, TZ },
        encoding: 'utf8',
        maxBuffer: 1e8,
      });
      const answers = child.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(answers).toEqual(cases.map(({ id, expected }) => ({ id, ...expected })));
    },
  );
});
