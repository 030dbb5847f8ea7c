/** Deliveries that will never go through: the place is marked, and an administrator is told. */
import type { DeliveryError } from '../../escalation/delivery/transport.ts';
import type { Delivery, NewDelivery } from '../../records/deliveries.ts';
import type { ChannelTools } from '../channel.ts';
import { replyDeliveries, SLACK } from './delivery.ts';
import { conversationId, placeOf, userOf } from './ids.ts';
import { quietError } from './logger.ts';
import { fill, loadTexts, type Texts } from './texts.ts';

type Tools = Pick<ChannelTools, 'store' | 'log' | 'organization'>;

const WARNING = 'slack-dead:';

/** A word to the administrators that cannot be delivered itself causes no further word. */
export async function buryDead(
  delivery: Delivery,
  error: DeliveryError,
  tools: Tools,
  texts: Texts = loadTexts(),
) {
  const { store, log } = tools;
  log.error(
    { channel: SLACK, delivery: delivery.id, why: error.message },
    'a delivery will never go through',
  );
  if (!store) return;
  try {
    const now = Date.now();
    if (await store.references.get(delivery.target))
      await store.references.markDead(delivery.target, error.message, now);
    if (delivery.key.includes(WARNING)) return;
    for (const word of await wordsToAdministrators(delivery, error, tools, texts))
      await store.outbox.add(word, now);
  } catch (failed) {
    log.error({ channel: SLACK, error: quietError(failed) }, 'administrators could not be told');
  }
}

/** Privately, to those administrators whom Slack knows; once a day for one place. */
async function wordsToAdministrators(
  { target }: Delivery,
  { message }: DeliveryError,
  { store, organization }: Tools,
  texts: Texts,
): Promise<NewDelivery[]> {
  const day = new Date().toISOString().slice(0, 10);
  const place = placeOf(target);
  const accounts = await Promise.all(
    (organization?.administrators ?? []).map((email) => store?.people.byEmail(email)),
  );
  return accounts.flat().flatMap((account) => {
    const user = account && userOf(account.id);
    if (!user) return [];
    const home = conversationId({ team: user.team, channel: user.user, thread: `@${user.user}` });
    const words = fill(texts.undeliverable, { why: message, place: place?.channel ?? target });
    const reply = {
      kind: 'ask' as const,
      parts: [{ type: 'notice' as const, level: 'warning' as const, text: words }],
    };
    return replyDeliveries(reply, home, `${WARNING}${target}:${day}:${user.user}`);
  });
}
