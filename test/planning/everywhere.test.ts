import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createAssistant, memoryConversations } from '../../src/assistant/assistant.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import { renderText } from '../../src/assistant/text.ts';
import type { ChannelTools } from '../../src/channels/channel.ts';
import { announceBeside } from '../../src/channels/terminal/downtimes.ts';
import { createTerminal } from '../../src/channels/terminal/live.ts';
import { nowInLosAngeles } from '../../src/clock.ts';
import { startOffice } from '../support/office.ts';

test('what an administrator enters in one channel the page and the terminal tell at once, also beside the server', async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = '';
  output.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  const terminal = createTerminal({ input, output });
  let tools: ChannelTools | undefined;
  const office = await startOffice({}, (given) => {
    tools = given;
    return [terminal.channel(given)];
  });
  const talking = terminal.talk();
  const asAdministrator = (text: string) =>
    tools!.assistant.reply({
      id: text,
      conversation: 'spy:1',
      person: { id: 'spy:1', email: 'Admin@oak.org' },
      text,
      at: nowInLosAngeles(),
    });
  const onPage = async (id: string) => {
    const response = await fetch(`${office.address}/api/message`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id, text: 'is TOMS down?' }),
    });
    return response.text();
  };
  try {
    expect(await onPage('before-1')).not.toContain('Yes, TOMS');
    expect(renderText(await asAdministrator('downtime add TOMS Upgrade'))).toContain('Noted');
    expect(await onPage('after-01')).toMatch(/TOMS is down: since.*Upgrade.*Yes, TOMS is down/s);
    input.write('is TOMS down?\n');
    await expect.poll(() => shown, { timeout: 10_000 }).toContain('Yes, TOMS is down');

    // `npm run ask -- "…"`, a process of its own.
    const world = createWorld();
    const announce = announceBeside(world, { DATA_DIR: office.dataDir });
    const alone = createAssistant(world, memoryConversations(), [], { announce });
    const message = { id: '1', conversation: 'c', person: { id: 'c' }, text: 'is TOMS down?' };
    expect(renderText(await alone.reply({ ...message, at: nowInLosAngeles() }))).toContain(
      'Yes, TOMS is down',
    );
  } finally {
    input.end('\n');
    await talking;
    await office.stop();
  }
}, 60_000);

test('where nothing was ever kept the terminal opens nothing', () => {
  expect(announceBeside(createWorld(), { DATA_DIR: '/nowhere/at/all' })).toBeUndefined();
});
