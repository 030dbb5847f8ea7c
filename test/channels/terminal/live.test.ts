import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createTerminal } from '../../../src/channels/terminal/live.ts';
import { linkIn, startOffice } from '../../support/office.ts';

test('in the terminal a question goes to a person, and the answer is printed while one waits', async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = '';
  output.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  const terminal = createTerminal({ role: 'site_coordinator', input, output });
  const office = await startOffice({}, (tools) => [terminal.channel(tools)]);
  const talking = terminal.talk();
  const says = (words: string) => expect.poll(() => shown, { timeout: 10_000 }).toContain(words);

  input.write('talk to a person\n');
  await says('What would you like to ask?');
  input.write('May the moon be a testing site?\n');
  await says('Shall I send it?');
  input.write('yes\n');
  await says('Sent to Sam Rivera as ticket 1001');

  const { raw } = await office.mailbox.letter((letter) => letter.to === 'sam@oak.org');
  const link = linkIn(raw);
  const opened = await fetch(link);
  const page = await opened.text();
  const cookie = opened.headers.getSetCookie()[0]!.split(';')[0]!;
  const key = page.match(/name="key" value="([^"]*)"/)![1]!;
  const body = new URLSearchParams({ key, seen: '1', once: 'x', act: 'answer', words: 'Only when full.' });
  await fetch(link, { method: 'POST', body, headers: { cookie } });
  await says('Only when full.');
  expect(shown).toContain('You asked: May the moon be a testing site?');

  input.write('that helped\n');
  await says('Ticket 1001 is closed');
  input.end('\n');
  await talking;
  await office.stop();
}, 60_000);
