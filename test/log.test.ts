import { expect, test } from 'vitest';
import { createLog } from '../src/log.ts';

function logged(logMessageText: boolean, event: object): string {
  let written = '';
  createLog({ logLevel: 'info', logMessageText }, { write: (line) => (written += line) }).info(
    event,
    'event',
  );
  return written;
}

const EVENT = {
  text: 'my words',
  message: { text: 'my words', person: { email: 'me@example.org' } },
  botToken: 'xoxb-1',
};

test('what people wrote stays out of the log', () => {
  expect(logged(false, EVENT)).not.toContain('my words');
});

test('what people wrote is logged when the setting says so, addresses and tokens never', () => {
  const line = logged(true, EVENT);
  expect(line).toContain('my words');
  expect(line).not.toContain('me@example.org');
  expect(line).not.toContain('xoxb-1');
});
