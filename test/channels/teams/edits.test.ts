import { describe, expect, test } from 'vitest';
import { activity, type FakeConnector, inChannel, mention, TENANT, type Teams } from '../../support/teams.ts';
import { teamsForEach } from './support/each.ts';

let connector: FakeConnector;
let teams: Teams;

teamsForEach((there) => ({ connector, teams } = there));

const tenant = { id: TENANT };
const words = () => connector.messages().map((m) => JSON.stringify(m));

/** What Teams tells of a message that was changed later. */
function changed(one: ReturnType<typeof activity>, text: string, more = {}) {
  const channelData = { tenant, eventType: 'editMessage' };
  return activity(connector, { ...one, type: 'messageUpdate', channelData, text, ...later(), ...more });
}
let minutes = 0;
const later = () => ({ timestamp: new Date(Date.UTC(2026, 10, 21, 19, ++minutes)).toISOString() });

describe('a message that is changed', () => {
  test('in private is answered anew, once however often Teams tells of it', async () => {
    const one = activity(connector, { text: 'what does THSS stand for' });
    await teams.post(one);
    await connector.until(1);
    const edit = changed(one, 'When must our testing window be set?');
    expect((await teams.post(edit)).status).toBe(200);
    await teams.post(edit);
    await connector.until(2);
    await teams.post(activity(connector, { text: 'thanks' }));
    const [, second] = (await connector.until(3)) && words();
    expect(words()).toHaveLength(3);
    expect(second).toContain('December 1');
  });

  test('twice is answered twice', async () => {
    const one = activity(connector, { text: 'what does THSS stand for' });
    await teams.post(one);
    await teams.post(changed(one, 'When must our testing window be set?'));
    await teams.post(changed(one, 'what does THSS stand for'));
    await connector.until(3);
    expect(words()[2]).toContain('THSS');
  });

  test('in company is heard only where the bot is mentioned', async () => {
    const conversation = inChannel;
    const one = activity(connector, { conversation, ...mention('what does THSS stand for') });
    const { text, entities } = mention('When must our testing window be set?');
    await teams.post(changed(one, 'never mind', { entities: [] }));
    await teams.post(changed(one, text, { entities }));
    await connector.until(1);
    expect(words()[0]).toContain('December 1');
    expect(connector.taken.at(-1)?.conversation).toBe(inChannel.id);
  });

  test('does not change an answer that a form has taken', async () => {
    await teams.post(activity(connector, { text: 'please prepare my call to CalTAC' }));
    const one = activity(connector, { text: 'dell desktop' });
    await teams.post(one);
    await connector.until(2);
    await teams.post(changed(one, 'ipads'));
    await teams.post(activity(connector, { text: 'show' }));
    expect((await connector.until(3))[2]).toBeDefined();
    expect(words()).toHaveLength(3);
    expect(words()[2]).toMatch(/dell/i);
    expect(words()[2]).not.toContain('ipads');
  });

  test('deleted, brought back or emptied is left alone', async () => {
    const one = activity(connector, { text: 'what does THSS stand for' });
    await teams.post(one);
    await connector.until(1);
    const told = [
      changed(one, '', { type: 'messageDelete', channelData: { tenant, eventType: 'softDeleteMessage' } }),
      changed(one, 'THSS?', { channelData: { tenant, eventType: 'undeleteMessage' } }),
      changed(one, ' '),
    ];
    for (const each of told) expect((await teams.post(each)).status).toBe(200);
    await teams.post(activity(connector, { text: 'thanks' }));
    await connector.until(2);
    expect(words()).toHaveLength(2);
  });
});
