import { describe, expect, test } from 'vitest';
import { PROBLEMS, Refusal } from '../../src/http/problems.ts';
import { type SameSiteOptions, sameSite } from '../../src/http/same-site.ts';

function refusedAs(options: SameSiteOptions, headers: Record<string, string>, method = 'GET') {
  let refused: unknown;
  sameSite(options)({ headers, method } as never, {} as never, (error?: unknown) => {
    refused = error;
  });
  return refused instanceof Refusal ? refused.problem : undefined;
}

describe('a server that listens on this computer only', () => {
  const local = { host: '127.0.0.1' };

  test.each(['localhost:3978', '127.0.0.1:3978', '[::1]:3978', 'localhost'])('answers as %s', (host) => {
    expect(refusedAs(local, { host })).toBeUndefined();
  });

  test('does not answer under a foreign name that points at it', () => {
    expect(refusedAs(local, { host: 'evil.example:3978' })).toBe(PROBLEMS.otherHost);
  });

  test('answers under its public name', () => {
    const options = { ...local, publicUrl: 'https://caaspp.example.org' };
    expect(refusedAs(options, { host: 'caaspp.example.org' })).toBeUndefined();
  });
});

test('a server of the network answers under any name, to its own pages only', () => {
  const open = { host: '0.0.0.0' };
  expect(
    refusedAs(open, { host: 'school.local:3978', origin: 'http://school.local:3978' }, 'POST'),
  ).toBeUndefined();
  expect(refusedAs(open, { host: 'school.local:3978', origin: 'http://evil.example' }, 'POST')).toBe(
    PROBLEMS.otherSite,
  );
  expect(refusedAs(open, { host: 'school.local:3978', origin: 'nonsense' }, 'POST')).toBe(PROBLEMS.otherSite);
});
