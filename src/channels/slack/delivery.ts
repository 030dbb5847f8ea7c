/** Replies as deliveries of the outbox, and the transport that posts them. */
import type { types, webApi } from '@slack/bolt';
import type { Part, Reply } from '../../assistant/reply.ts';
import { toPng } from '../../calendar/png.ts';
import { DeliveryError, type Transport } from '../../escalation/delivery/transport.ts';
import type { CardPayload } from '../../escalation/kept-cards.ts';
import type { ReplyPayload } from '../../escalation/notices.ts';
import type { Delivery, NewDelivery } from '../../records/deliveries.ts';
import { toDeliveryError } from './errors.ts';
import { aside, conversationId, onlyFor, type Place, placeOf, userOf } from './ids.ts';
import { LIMITS } from './limits.ts';
import { cut } from './mrkdwn.ts';
import { markOf, removePosted, whereIs } from './posted.ts';
import { renderSlack, type SlackMessage } from './render/reply.ts';
import type { Texts } from './texts.ts';
import type { Cards } from './tickets/cards.ts';

export const SLACK = 'slack';

type FilePart = Extract<Part, { type: 'file' | 'picture' }>;

/** What is posted. The target is a conversation id. */
export type SlackPayload =
  | {
      type: 'reply';
      reply: Reply;
      message?: string;
      page?: number;
      ticket?: ReplyPayload['ticket'];
      /** With the way to choose one's role. */
      offersRole?: boolean;
    }
  | { type: 'blocks'; text: string; blocks: types.KnownBlock[] }
  | CardPayload
  | { type: 'file'; file: FilePart }
  /** Takes away what the delivery with that key has posted, after the message that it answered. */
  | { type: 'removal'; key: string; since: string };

/** What an answer causes to be sent: the message, and a file each for pictures and files, in this order. */
export function replyDeliveries(
  reply: Reply,
  conversation: string,
  message: string,
  page = 0,
  offersRole = false,
): NewDelivery[] {
  const common = towards(conversation);
  const key = `${keyOf(message)}${page ? `:page:${page}` : ''}`;
  const words: SlackPayload = {
    type: 'reply',
    reply: withoutContents(reply),
    message,
    page,
    ...(offersRole ? { offersRole } : {}),
  };
  const files = page ? [] : filesOf(reply);
  return [
    { ...common, payload: words, key },
    ...files.map((file, i) => ({
      ...common,
      payload: { type: 'file', file } satisfies SlackPayload,
      key: `${key}:file:${i}`,
    })),
  ];
}

function towards(conversation: string): Pick<NewDelivery, 'kind' | 'target' | 'conversation'> {
  const place = placeOf(conversation);
  // In order in each channel, and so one after another: Slack allows about one message a second there.
  const lane = place ? `slack:${place.team}:${place.channel}` : conversation;
  return { kind: SLACK, target: conversation, conversation: lane };
}

const keyOf = (message: string): string => `slack:${message}`;

/** More files no reply has. */
const MOST_FILES = 10;

/**
 * What takes the answer to a message away; in its turn, and so after an answer that is just being posted.
 * @param conversation the thread where it was answered
 * @param since when the message was said
 * @returns the delivery, and the keys of those that need not go out any more
 */
export function removalOf(
  conversation: string,
  message: string,
  since: string,
): { delivery: NewDelivery; answers: string[] } {
  const key = keyOf(message);
  const payload = { type: 'removal', key, since } satisfies SlackPayload;
  const files = Array.from({ length: MOST_FILES }, (_, i) => `${key}:file:${i}`);
  return { delivery: { ...towards(conversation), payload, key: `${key}:removal` }, answers: [key, ...files] };
}

export function filesOf(reply: Reply): FilePart[] {
  return reply.parts.filter((p) => p.type === 'file' || p.type === 'picture');
}

/** Files are rows of their own: they need not be kept twice. */
function withoutContents(reply: Reply): Reply {
  const parts = reply.parts.map((p) =>
    p.type === 'file' ? { ...p, content: '' } : p.type === 'picture' ? { ...p, svg: '' } : p,
  );
  return { ...reply, parts };
}

export interface TransportOptions {
  /** The client of a workspace; undefined when the app is not installed there. */
  clientOf(team: string): Promise<webApi.WebClient | undefined>;
  texts: Texts;
  cards: Cards;
}

export function createTransport({ clientOf, texts, cards }: TransportOptions): Transport {
  return {
    kind: SLACK,
    async send(delivery) {
      try {
        const place = placeOf(delivery.target);
        if (!place) throw new DeliveryError('Slack: no such place', { gone: true });
        const client = await clientOf(place.team);
        if (!client) throw new DeliveryError('Slack: the app is not installed there', { gone: true });
        const payload = delivery.payload as SlackPayload;
        if (payload.type === 'card') return await cards.refresh(client, delivery.target, payload);
        await post(client, await reachable(client, place), payload, delivery);
      } catch (error) {
        throw error instanceof DeliveryError ? error : toDeliveryError(error);
      }
    },
    privateWay: async (person) => {
      const at = userOf(person);
      return at && conversationId(aside(at.team, at.user, at.user));
    },
  };

  async function post(
    client: webApi.WebClient,
    place: Place,
    payload: Exclude<SlackPayload, CardPayload>,
    delivery: Delivery,
  ): Promise<void> {
    if (payload.type === 'file') return upload(client, place, payload.file);
    if (payload.type === 'removal') return removePosted(client, place, payload);
    const there = delivery.attempts > 1 ? await whereIs(client, place, delivery.key) : undefined;
    const ticket = payload.type === 'reply' ? payload.ticket?.id : undefined;
    // Posted, and the process ended before that was written down: the card is known from now on.
    if (there && ticket && !(await cards.find(ticket, place))) await cards.keep(ticket, place, there, '');
    if (there) return;
    if (payload.type === 'reply' && payload.ticket) return postTicket(client, place, payload, delivery);
    const message = payload.type === 'reply' ? renderSlack(payload.reply, { ...payload, texts }) : payload;
    await say(client, place, message, delivery);
  }

  /** The first time a card; later a line in its thread. */
  async function postTicket(
    client: webApi.WebClient,
    place: Place,
    { reply, ticket }: Extract<SlackPayload, { type: 'reply' }>,
    delivery: Delivery,
  ): Promise<void> {
    const { id, why } = ticket!;
    const thread = await cards.find(id, place);
    if (thread) {
      // The card shows the question, and is drawn anew by itself; the thread says what is new.
      const news = { ...reply, parts: reply.parts.filter((p) => p.type !== 'facts') };
      await say(client, { ...place, thread }, renderSlack(news, { texts }), delivery);
      return;
    }
    const card = await cards.draw(id, why);
    const ts = await say(client, place, card?.message ?? renderSlack(reply, { texts }), delivery);
    if (ts && card) await cards.keep(id, place, ts, card.shown);
  }

  async function say(
    client: webApi.WebClient,
    place: Place,
    { text, blocks }: SlackMessage,
    delivery: Delivery,
  ) {
    // Written out here once: the client would do so twice, the first time for a log that nobody reads.
    const posted = await client.apiCall('chat.postMessage', {
      channel: place.channel,
      thread_ts: place.thread || undefined,
      text,
      blocks: blocks && JSON.stringify(blocks),
      unfurl_links: false,
      unfurl_media: false,
      metadata: JSON.stringify(markOf(delivery.key)),
    });
    return (posted as webApi.ChatPostMessageResponse).ts;
  }
}

/** What is for one person only is said in a private message: never where others read along. */
async function reachable(client: webApi.WebClient, place: Place): Promise<Place> {
  const user = onlyFor(place);
  if (!user) return place;
  const { channel } = await client.conversations.open({ users: user });
  if (!channel?.id) throw new DeliveryError('Slack: no private channel', { permanent: true });
  return { ...place, channel: channel.id, thread: '' };
}

async function upload(client: webApi.WebClient, { channel, thread }: Place, file: FilePart): Promise<void> {
  const what = await contentsOf(file);
  if (thread) await client.filesUploadV2({ ...what, channel_id: channel, thread_ts: thread });
  else await client.filesUploadV2({ ...what, channel_id: channel });
}

async function contentsOf(file: FilePart) {
  if (file.type === 'picture')
    return {
      filename: 'picture.png',
      title: cut(file.alt, LIMITS.headerText),
      alt_text: cut(file.alt, LIMITS.inputHint),
      file: await toPng(file.svg),
    };
  return {
    filename: file.name,
    title: cut(file.title, LIMITS.headerText),
    file: Buffer.from(file.content, file.encoding),
  };
}
