/** Deliveries that will never go through: the place is marked, a ticket goes another way, an administrator is told. */
import type { Reply } from '../../assistant/reply.ts';
import type { Delivery, NewDelivery } from '../../records/deliveries.ts';
import type { Records, Transacting } from '../../records/store.ts';
import { type CardWords, loadCardWords } from '../card-words.ts';
import type { Desk } from '../desk.ts';
import { channelOf, MAIL, type MailPayload, type ReplyPayload, replyInto, ticketMail } from '../notices.ts';
import type { Organization } from '../organization.ts';
import { loadTexts } from '../texts.ts';
import { DeliveryError, type Transport } from './transport.ts';

export interface AnotherWayOptions {
  store?: Pick<Records, 'outbox' | 'references' | 'people'> & Transacting;
  organization?: Organization;
  desk?: Pick<Desk, 'carries' | 'privateWay' | 'texts'>;
  /** The channel's name as people know it. */
  name: string;
  /** The place of a target, as administrators may know it. */
  placeOf?(target: string): string;
  /** Told without contents. */
  report(what: string, details: { delivery: number; why?: string; error?: unknown }): void;
  now?: () => number;
}

const WARNING = 'undeliverable:';
const TICKET = /^ticket:(\d+)$/;

/**
 * The same transport; what it refuses for good is taken care of before it stands among the failures. Everything added
 * has a key of its own, so that nothing is said twice when the process ends in between.
 * @example transports: [withAnotherWay(transport, { store, organization, desk, name: 'Slack', report })]
 */
export function withAnotherWay(transport: Transport, options: AnotherWayOptions): Transport {
  const { store, desk, report, now = Date.now } = options;
  let words: CardWords | undefined;
  const said = () => {
    words ??= loadCardWords();
    return words;
  };

  const privateWay = (person: string) =>
    channelOf(person) === transport.kind ? transport.privateWay?.(person) : desk?.privateWay(person);
  const carries = (kind: string) => kind === transport.kind || Boolean(desk?.carries(kind));

  /** Chats that only the holder of an email sees, in any channel. */
  async function chatsOf(email: string | undefined): Promise<{ person: string; chat: string }[]> {
    const accounts = email && store ? await store.people.byEmail(email) : [];
    const ways = await Promise.all(
      accounts.map(async ({ id }) => ({ person: id, chat: await privateWay(id) })),
    );
    return ways.flatMap(({ person, chat }) => (chat && carries(channelOf(chat)) ? [{ person, chat }] : []));
  }

  /** For an agent by email, for askers and administrators by their account. */
  async function elsewhere(delivery: Delivery): Promise<NewDelivery | undefined> {
    const payload = delivery.payload as Partial<ReplyPayload>;
    const { reply, ticket, person, tried = [] } = payload;
    if (!reply || (!ticket && !person)) return undefined;
    const email = ticket ? ticket.agent : person && (await store?.people.get(person))?.email;
    const own = person && (await privateWay(person));
    const chats = [...(own ? [own] : []), ...(await chatsOf(email)).map((way) => way.chat)];
    const before = [...tried, delivery.target];
    const chat = chats.find((way) => !before.includes(way));
    const lane = delivery.conversation?.startsWith('agent:') ? delivery.conversation : undefined;
    if (chat)
      return {
        kind: channelOf(chat),
        target: chat,
        conversation: lane ?? chat,
        payload: { ...payload, tried: before },
        key: `${delivery.key}:via:${chat}`,
      };
    if (!email || !carries(MAIL)) return undefined;
    const link = ticket && { ticket: ticket.id, agent: email };
    const mail: MailPayload = { ...mailOf(reply), ...(link ? { link } : {}) };
    const conversation = lane ?? delivery.target;
    return { kind: MAIL, target: email, conversation, payload: mail, key: `${delivery.key}:via:mail` };
  }

  /** A mail has no buttons. */
  function mailOf(reply: Reply): MailPayload {
    const parts = reply.parts.filter((part) => part.type !== 'choices');
    const [, number] = reply.subject?.match(TICKET) ?? [];
    const texts = desk?.texts ?? loadTexts();
    const facts = parts.flatMap((part) => (part.type === 'facts' ? part.facts : []));
    const mail = ticketMail(Number(number ?? 0), facts[0]?.value ?? '', { ...reply, parts }, texts);
    return number ? mail : { ...mail, subject: said().undeliverable_subject };
  }

  /** Once a day for one place, and for each ticket that nobody can be told of. */
  async function wordsToAdministrators(
    delivery: Delivery,
    why: string,
    other: NewDelivery | undefined,
  ): Promise<NewDelivery[]> {
    const words = said();
    const { target } = delivery;
    const number = numberOf(delivery);
    const lost = number !== undefined && !other;
    const outcome = other ? (other.kind === MAIL ? 'mail' : 'chat') : 'nowhere';
    const place = options.placeOf?.(target) ?? target;
    const text = [
      fill(words.undeliverable, { channel: options.name, why, place }),
      ...(number === undefined ? [] : [fill(words[`undeliverable_${outcome}`], { number })]),
    ].join(' ');
    const day = new Date(now()).toISOString().slice(0, 10);
    const key = `${WARNING}${target}:${day}${lost ? `:${number}` : ''}`;
    const told: NewDelivery[] = [];
    for (const email of options.organization?.administrators ?? []) {
      const way = (await chatsOf(email)).find(({ chat }) => chat !== target);
      const reply: Reply = { kind: 'ask', parts: [{ type: 'notice', level: 'warning', text }] };
      if (way) told.push(replyInto(way.chat, reply, `${key}:${email}`, way.person));
      else if (carries(MAIL)) {
        const payload: MailPayload = { subject: words.undeliverable_subject, text };
        told.push({ kind: MAIL, target: email, payload, key: `${key}:${email}` });
      }
    }
    return told;
  }

  /** The one place where a way back is marked that a delivery found closed. */
  async function close(place: string, why: string): Promise<void> {
    const reference = await store?.references.get(place);
    if (reference && !reference.deadAt) await store?.references.markDead(place, why, now());
  }

  async function takeCare(delivery: Delivery, error: DeliveryError): Promise<void> {
    const { id, target, key } = delivery;
    report('a delivery will never go through', { delivery: id, why: error.message });
    if (!store) return;
    try {
      if (error.gone) await close(error.place ?? target, error.why ?? error.message);
      const other = await elsewhere(delivery);
      // A word to the administrators that cannot be delivered itself goes another way, and causes no further word.
      const told = key.includes(WARNING) ? [] : await wordsToAdministrators(delivery, error.message, other);
      await store.transact(async ({ outbox }) => {
        for (const one of [...(other ? [other] : []), ...told]) await outbox.add(one, now());
      });
    } catch (failed) {
      report('no other way could be looked for', { delivery: id, error: failed });
    }
  }

  return {
    ...transport,
    async send(delivery) {
      try {
        await transport.send(delivery);
      } catch (error) {
        if (error instanceof DeliveryError && error.permanent) await takeCare(delivery, error);
        throw error;
      }
    },
  };
}

function numberOf({ payload }: Delivery): number | undefined {
  const { ticket, reply } = payload as Partial<ReplyPayload>;
  const [, number] = reply?.subject?.match(TICKET) ?? [];
  return ticket?.number ?? (number ? Number(number) : undefined);
}

function fill(said: string, words: Record<string, string | number>): string {
  return said.replace(/\{(\w+)\}/g, (whole, name: string) => String(words[name] ?? whole));
}
