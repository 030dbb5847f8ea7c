import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { answerLine } from '../../src/rules/rule-command.ts';
import { facts } from './run.ts';

const CLI = new URL('../../src/cli.ts', import.meta.url).pathname;
const command = (args: string[], input = '') =>
  spawnSync(process.execPath, [CLI, 'rule', ...args], { input, encoding: 'utf8' });

describe('the rule command', { timeout: 60_000 }, () => {
  it('lists the rules with their inputs', () => {
    const { stdout, status } = command([]);
    expect(status).toBe(0);
    expect(stdout).toContain('ssr-notification-deadline — ');
    expect(stdout).toContain('received_on (date; required): ');
  });

  it('prints one answer as JSON that people can read', () => {
    const { stdout, status } = command(['ssr-languages', '--inputs', '{"primary_language":"Spanish"}']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).result).toEqual({ languages: ['English', 'Spanish'], possible: null });
    expect(stdout.split('\n').length).toBeGreaterThan(5);
  });

  it('says in a sentence what is wrong, and ends with 2', () => {
    for (const [args, sentence] of [
      [['no-such-rule'], 'There is no rule "no-such-rule". Rules: window-earliest-start'],
      [['ssr-languages', '--inputs', '{x'], 'The inputs of ssr-languages are not JSON: {x'],
      [['--surprise'], 'I do not understand "--surprise". Use:'],
    ] as const) {
      const { stderr, status } = command([...args]);
      expect(stderr).toContain(sentence);
      expect(status).toBe(2);
    }
  });

  it('answers a batch line by line, in order, whatever a line holds', () => {
    const lines = [
      '{"id":1,"rule":"ssr-languages","inputs":{"primary_language":"Korean"}}',
      'nonsense',
      '',
      '{"id":"x"}',
    ];
    const { stdout, status } = command(['--batch'], lines.join('\n'));
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(status).toBe(0);
    expect(answers.map((a) => [a.id, a.status])).toEqual([
      [1, 'ok'],
      [null, 'invalid_input'],
      ['x', 'invalid_input'],
    ]);
    expect(answers[1].error).toBe('Line 2 is not a JSON object.');
  });
});

describe('a line of a batch', () => {
  it.each(['5', 'null', '[]', '"x"', '{'])('that is no object is answered with an error: %s', (line) => {
    expect(answerLine(line, 7, facts)).toMatchObject({ id: null, error: 'Line 7 is not a JSON object.' });
  });

  it.each(['constructor', '__proto__', 5, null])('with the rule %j is answered with an error', (rule) => {
    expect(answerLine(JSON.stringify({ id: 'a', rule }), 1, facts)).toMatchObject({
      id: 'a',
      errors: ['BAD_VALUE:rule'],
    });
  });

  it('without inputs is asked for them', () => {
    expect(answerLine('{"id":"a","rule":"field-lock"}', 1, facts)).toMatchObject({ id: 'a', ask: ['field'] });
  });
});
