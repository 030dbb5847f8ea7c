/** Microsoft Teams: `POST /api/messages`, and the way back out. */
import type { Express } from 'express';
import { withoutNumbers } from '../../assistant/guard.ts';
import type { Message } from '../../assistant/message.ts';
import type { Reply } from '../../assistant/reply.ts';
import { loadCardWords } from '../../escalation/card-words.ts';
import { withAnotherWay } from '../../escalation/delivery/another-way.ts';
import type { Channel, ChannelTools } from '../channel.ts';
import { TeamsBot } from './bot.ts';
import { isBlankPress } from './card/press.ts';
import { renderCard } from './card/render.ts';
import { type Connector, createConnector } from './connector.ts';
import { createDialogue, type Settled } from './dialogue.ts';
import { messagesRoute } from './endpoint.ts';
import { createFiles } from './files.ts';
import { createFilling } from './forms/filling.ts';
import { createIdentity, type IdentityOptions } from './identity.ts';
import { type Activity, scopeOf, toConversation } from './incoming.ts';
import { createInstalls } from './installs.ts';
import { cardMessage, toMessage } from './outgoing.ts';
import { createPost, type Payload } from './post.ts';
import { keptReferences, referenceOf } from './reference.ts';
import { loadTexts } from './texts.ts';
import { createAgents } from './tickets/agents.ts';
import { placeName, withTickets } from './tickets/cards.ts';

export interface TeamsOptions extends IdentityOptions {
  connector?: Connector;
  /** Milliseconds until a request is acknowledged, whatever its work does. */
  answerWithin?: number;
}

/** @throws when the settings of Teams are not there */
export function createTeamsChannel(tools: ChannelTools, options: TeamsOptions = {}): Channel {
  const { settings, store, log, world, conversations } = tools;
  const { teams } = settings;
  if (!teams) throw new Error('There are no settings for Teams.');
  if (!teams.tenants.length && teams.appId)
    log.warn(
      { channel: 'teams' },
      'every tenant is answered: set TEAMS_TENANTS to the ids of those to serve',
    );
  const texts = loadTexts();
  const identity = createIdentity(teams, options);
  const connector = options.connector ?? createConnector(identity.token);
  const references = keptReferences(store?.references);

  const replyTo = async (conversation: string, id: string, by?: string): Promise<Reply | undefined> =>
    (await conversations.begin?.({ id, conversation } as Message))?.repeated ??
    (await post.sent(conversation, id, by));

  const files = createFiles({
    publicUrl: settings.publicUrl ?? (teams.appId ? undefined : `http://${settings.host}:${settings.port}`),
    secret: settings.dataKey ?? teams.appPassword,
    replyTo,
  });

  /** The reply and the files of an answer can be found again only in the store. */
  const drawn = async (conversation: string, { reply, of, answers = false }: Payload & { of: string }) => ({
    texts,
    of,
    addresses: await files.addresses(reply, conversation, of, answers && conversations.begin !== undefined),
  });

  const post = createPost({
    ...tools,
    references,
    connector,
    async draw(conversation, payload) {
      const { reply, answers } = payload;
      const judged = answers && store && (reply.kind === 'answer' || reply.kind === 'calculation');
      const feedback = judged && reply.subject ? 'ask' : undefined;
      return toMessage(reply, { ...(await drawn(conversation, payload)), feedback });
    },
  });

  /** The card of a reply, as it is after a press. */
  const redraw = async (reply: Reply, conversation: string, of: string, settled?: Settled) => {
    const base = await drawn(conversation, { reply, of, answers: true });
    return renderCard(reply, { ...base, settled, feedback: settled?.askReason ? 'reason' : undefined });
  };
  const dialogue = createDialogue({ tools, post, references, texts, replyTo, drawSettled: redraw });
  const fillIn = createFilling({ tools, dialogue, texts, replyTo, draw: redraw });

  const installs = createInstalls({
    tools,
    post,
    references,
    texts,
    connector,
    name: world.intents.voice.name,
  });

  const ticketTexts = { ...loadCardWords(), ...texts };
  const pressTicket = createAgents({ tools, connector, texts: ticketTexts });
  const transport = withAnotherWay(
    withTickets(post.transport, { tools, post, connector, references, texts: ticketTexts }),
    {
      ...tools,
      now: Date.now,
      name: 'Microsoft Teams',
      placeOf: placeName,
      report: (what, { error, ...details }) => log.error({ channel: 'teams', ...details, err: error }, what),
    },
  );

  const bot = new TeamsBot({
    unreadable: texts.card_unreadable,
    async heard(activity) {
      await installs.meet(activity);
      await dialogue.hear(activity);
    },
    async pressed(activity, press) {
      await installs.meet(activity);
      if (press.press === 'ticket') {
        const after = await pressTicket(activity, press);
        // Whoever pressed sees the form; the others' cards change with the ticket. Older clients know only one card.
        if (after.card && activity.type === 'message') await changeForAll(activity, after.card, after.words);
        return after;
      }
      if (isBlankPress(press)) {
        const after = await fillIn(activity, press);
        // What somebody fills in is theirs: in company, nobody else's card changes with it.
        const alone = !after.own || scopeOf(activity) === 'personal';
        if (after.card && alone) await changeForAll(activity, after.card, after.words);
        return after;
      }
      const after = await dialogue.press(activity, press);
      if (after.card) await changeForAll(activity, after.card, after.words);
      return after;
    },
    async judged(activity, helpful, reason) {
      const conversation = toConversation(activity.conversation?.id ?? '');
      const masked = reason && withoutNumbers(reason);
      await store?.questions.feedback(conversation, activity.replyToId ?? '', helpful, masked);
    },
    installed: installs.installed,
    removed: installs.removed,
  });

  /** The answer to a press changes the card for whoever pressed; in company, the others' is changed too. */
  async function changeForAll(activity: Activity, card: ReturnType<typeof renderCard>, words: string) {
    if (scopeOf(activity) === 'personal' && activity.type === 'invoke') return;
    const reference = referenceOf(activity);
    if (!reference || !activity.replyToId) return;
    connector
      .update(reference, activity.replyToId, cardMessage(card, words))
      .catch((error) => log.warn({ channel: 'teams', err: error }, 'a card was not changed'));
  }

  const route = messagesRoute({
    teams,
    identity,
    bot,
    log,
    typing: installs.typing,
    async stillWorking(activity) {
      const reference = referenceOf(activity);
      if (reference)
        await connector.send(reference, { type: 'message', text: texts.still_working, textFormat: 'plain' });
    },
    answerWithin: options.answerWithin,
  });

  return {
    name: 'teams',
    transports: [transport],
    mount(app: Express) {
      route.mount(app);
      files.mount(app);
    },
    async close() {
      await route.settle();
      await post.settle();
    },
  };
}
