/** One message to the assistant, and its reply on the way back, once however often the message comes. */
import type { Answered } from '../../assistant/assistant.ts';
import { createAtMost } from '../../assistant/at-most.ts';
import { createInTurn } from '../../assistant/in-turn.ts';
import type { Message } from '../../assistant/message.ts';
import type { Reply } from '../../assistant/reply.ts';
import { deliver } from '../../escalation/delivery/deliver.ts';
import type { Transport } from '../../escalation/delivery/transport.ts';
import type { Delivery, NewDelivery } from '../../records/deliveries.ts';
import type { ChannelTools } from '../channel.ts';
import { keepSaidRole } from '../said-role.ts';
import { replyDeliveries, SLACK } from './delivery.ts';
import { quietError, safely } from './logger.ts';
import { createRoleOffer, suits } from './role-offer.ts';

export interface Answering {
  /**
   * @param target where the reply goes, when that is another thread than the conversation began in
   * @param kept is done before the reply goes out: what the next message may need
   * @returns the reply and whether it had been given before; its delivery is under way when this resolves
   */
  answer(
    message: Message,
    target?: string,
    kept?: (answered: Answered) => Promise<void> | undefined,
  ): Promise<Answered>;
  /** The reply that a message had; nothing is sent. */
  privately(message: Message): Promise<Answered>;
  /** Resolves when no answer is being worked out. */
  idle(): Promise<void>;
  /** Sends something else, through the outbox where there is one. */
  send(deliveries: readonly NewDelivery[]): Promise<void>;
}

/** Under a flood, acknowledgements go between the answers. */
const AT_ONCE = 16;

type Tools = Pick<ChannelTools, 'assistant' | 'log' | 'store' | 'wake'>;

export function createAnswering({ assistant, log, store, wake }: Tools, transport: Transport): Answering {
  const direct = sendDirectly(transport, log);
  const atMost = createAtMost(AT_ONCE);
  const roleOffer = createRoleOffer({ store });

  function told(message: Message, started: number, { reply, repeated, silent }: Answered) {
    const ms = Number((performance.now() - started).toFixed(1));
    const { kind, subject } = reply;
    log.info(
      { channel: SLACK, kind, subject, ms, repeated, text: message.text },
      silent ? 'overheard' : 'answered',
    );
  }

  return {
    async answer(message, target = message.conversation, kept) {
      const started = performance.now();
      const due = await roleOffer.isDue(message, target);
      const sent = (reply: Reply) => replyDeliveries(reply, target, message.id, 0, due && suits(reply));
      const alongside = store && ((reply: Reply) => sent(reply).map(deliver));
      const answered = await atMost(() => assistant.answer(message, alongside));
      // The answer stands: what cannot be noted besides does not undo it.
      await safely(log, 'what the next message needs', async () => {
        await kept?.(answered);
        if (!answered.repeated) await keepSaidRole(store, message, answered, Date.now());
        if (due && !answered.repeated && suits(answered.reply)) await roleOffer.shown(message.person.id);
      });
      if (!store && !answered.repeated && !answered.silent) await direct(sent(answered.reply));
      told(message, started, answered);
      return answered;
    },
    async privately(message) {
      const started = performance.now();
      const answered = await assistant.answer(message);
      told(message, started, answered);
      return answered;
    },
    idle: atMost.idle,
    async send(deliveries) {
      if (!store) return direct(deliveries);
      await store.transact(async (records) => {
        for (const delivery of deliveries) await records.outbox.add(delivery, Date.now());
      });
      wake?.();
    },
  };
}

/** Without a store nothing is kept to be sent later: in order in each channel, and lost when Slack refuses. */
function sendDirectly(transport: Transport, log: Tools['log']) {
  const inTurn = createInTurn();
  let id = 0;
  return async (deliveries: readonly NewDelivery[]): Promise<void> => {
    for (const delivery of deliveries) {
      const row = {
        ...delivery,
        id: ++id,
        attempts: 1,
        state: 'waiting',
        nextAt: 0,
        createdAt: 0,
        updatedAt: 0,
      } as Delivery;
      await inTurn(delivery.conversation ?? delivery.target, () => transport.send(row)).catch((error) =>
        log.warn({ channel: SLACK, error: quietError(error) }, 'could not be sent'),
      );
    }
  };
}
