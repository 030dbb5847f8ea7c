/** Cards that a press changes for all who see them. */
import { describe, expect, test } from 'vitest';
import { createConnector } from '../../../src/channels/teams/connector.ts';
import { sendingError } from '../../../src/channels/teams/errors.ts';
import {
  activity,
  type FakeConnector,
  inChannel,
  mention,
  press,
  type Sent,
  type Teams,
} from '../../support/teams.ts';
import { type Button, buttonsOf } from './support/buttons.ts';
import { teamsForEach } from './support/each.ts';

let connector: FakeConnector;
let teams: Teams;
/** What Teams answers to the next changes, before it takes one. */
let refusals: number[];
let tried: number;

teamsForEach(
  (there) => ({ connector, teams } = there),
  () => {
    refusals = [];
    tried = 0;
    const real = createConnector(async () => 'a-token');
    const update: typeof real.update = async (...what) => {
      tried++;
      const status = refusals.shift();
      if (status) throw sendingError({ status });
      await real.update(...what);
    };
    return { options: { connector: { ...real, update } } };
  },
);

const words = (what: unknown) => JSON.stringify(what);

async function asked(): Promise<Button[]> {
  await teams.post(activity(connector, { conversation: inChannel, ...mention('testing window') }));
  const [sent] = await connector.until(1);
  return buttonsOf(sent).filter((b) => b.data.press === 'choose');
}
const push = (button: Button | undefined, more: Record<string, unknown> = {}) =>
  teams.post(press(connector, button?.data, { conversation: inChannel, ...more }));
const changes = (): Sent[] => connector.taken.filter((t) => t.method === 'PUT').map((t) => t.body);
const nothingWaits = () => expect.poll(async () => (await teams.store?.outbox.count())?.waiting).toBe(0);

describe('a press in a channel', () => {
  test.each([412, 429, 503])('changes the others’ card also when Teams first answers %d', async (status) => {
    refusals = [status, status];
    const [choice] = await asked();
    await push(choice);
    await expect.poll(changes).toHaveLength(1);
    expect(words(changes())).toContain(`You chose: ${choice?.title}`);
    expect(tried).toBe(3);
  });

  test('after another one leaves the card in the last state, whatever Teams refused on the way', async () => {
    refusals = [503, 503, 503];
    const [first, second] = await asked();
    await push(first);
    await push(second);
    await expect.poll(changes).toHaveLength(2);
    expect(words(changes().at(-1))).toContain(`You chose: ${second?.title}`);
  });

  test('that comes twice changes the card once', async () => {
    const [choice] = await asked();
    await push(choice, { id: 'the-same' });
    await push(choice, { id: 'the-same' });
    await nothingWaits();
    expect(changes()).toHaveLength(1);
  });

  test('on a card that somebody deleted closes no conversation, and stands among no failures', async () => {
    refusals = [404];
    const [choice] = await asked();
    await push(choice);
    await connector.until(2);
    await nothingWaits();
    expect(tried).toBe(1);
    expect(await teams.store?.outbox.count()).toMatchObject({ failed: 0 });
    expect((await teams.store?.references.get(`teams:${inChannel.id}`))?.deadAt).toBeUndefined();
  });
});
