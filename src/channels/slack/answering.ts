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
import { replyDeliveries, SLACK } from './delivery.ts';
import { quietError } from './logger.ts';

export interface Answering {
  /**
   * @param target where the reply goes, when that is another thread than the conversation began in
   * @param kept is done before the reply goes out: what the next message may need
   * @returns the reply and whether it had been given before; its delivery is under way when this resolves
   */
  answer(message: Message, target?: string, kept?: (answered: Answered) => Promise<void>): Promise<Answered>;
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

  function told(message: Message, started: number, { reply, repeated }: Answered) {
    const ms = Number((performance.now() - started).toFixed(1));
    const { kind, subject } = reply;
    log.info({ channel: SLACK, kind, subject, ms, repeated, text: message.text }, 'answered');
  }

  return {
    async answer(message, target = message.conversation, kept) {
      const started = performance.now();
      const sent = (reply: Reply) => replyDeliveries(reply, target, message.id);
      const alongside = store && ((reply: Reply) => sent(reply).map(deliver));
      const answered = await atMost(() => assistant.answer(message, alongside));
      await kept?.(answered);
      if (!store && !answered.repeated) await direct(sent(answered.reply));
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
