/** Microsoft Teams: `POST /api/messages`, and the way back out. */
import { randomUUID } from 'node:crypto';
import type { Express } from 'express';
import type { Message } from '../../assistant/message.ts';
import type { Reply } from '../../assistant/reply.ts';
import { linkKey } from '../../config/link-key.ts';
import { loadCardWords } from '../../escalation/card-words.ts';
import { withAnotherWay } from '../../escalation/delivery/another-way.ts';
import { dataKey } from '../../forms/secret.ts';
import type { Question } from '../../records/asked.ts';
import type { Channel, ChannelTools } from '../channel.ts';
import { TeamsBot } from './bot.ts';
import { isBlankPress } from './card/press.ts';
import { renderCard } from './card/render.ts';
import { type Connector, createConnector } from './connector.ts';
import { createDialogue } from './dialogue.ts';
import { messagesRoute } from './endpoint.ts';
import { createFiles } from './files.ts';
import { createFilling } from './forms/filling.ts';
import { createIdentity, type IdentityOptions } from './identity.ts';
import { type Activity, scopeOf, toConversation } from './incoming.ts';
import { createInstalls } from './installs.ts';
import { LIMITS } from './limits.ts';
import { cardMessage, toMessage } from './outgoing.ts';
import { paced } from './pace.ts';
import { createPeople } from './people.ts';
import { createPost, type Payload } from './post.ts';
import { createPresses, type Mark, type Redraw } from './presses.ts';
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
  const longest = store ? LIMITS.turn : LIMITS.turnWithoutOutbox;
  const connector = paced(options.connector ?? createConnector(identity.token), { longest });
  const references = keptReferences(store?.references);

  const replyTo = async (conversation: string, id: string, by?: string): Promise<Reply | undefined> =>
    (await conversations.begin?.({ id, conversation } as Message))?.repeated ??
    (await post.sent(conversation, id, by));

  const files = createFiles({
    publicUrl: settings.publicUrl ?? (teams.appId ? undefined : `http://${settings.host}:${settings.port}`),
    key: () => dataKey(settings.dataKey ?? settings.linkKey ?? teams.appPassword) ?? linkKey(settings),
    replyTo,
  });

  /** The reply and the files of an answer can be found again only in the store. */
  const drawn = async (conversation: string, { reply, of, answers = false }: Payload & Mark) => ({
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
      const feedback = answers && store && isJudged(reply) ? 'ask' : undefined;
      return toMessage(reply, { ...(await drawn(conversation, payload)), feedback });
    },
  });

  const redraw: Redraw = async (reply, conversation, { of, presses }, settled) => {
    const base = await drawn(conversation, { reply, of, answers: true });
    const question = isJudged(reply) ? await store?.questions.ofMessage(conversation, of) : undefined;
    return renderCard(reply, { ...base, presses, settled, feedback: stillAsked(question) });
  };
  const dialogue = createDialogue({ tools, post, references });
  const pressCard = createPresses({ tools, dialogue, post, texts, draw: redraw, replyTo });
  const fillIn = createFilling({ tools, dialogue, texts, replyTo, draw: redraw });

  const people = createPeople({ tools, connector });
  const installs = createInstalls({
    tools,
    post,
    references,
    texts,
    connector,
    name: world.intents.voice.name,
  });

  const ticketTexts = { ...loadCardWords(), ...texts };
  const pressTicket = createAgents({ tools, people, texts: ticketTexts });
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
      await people.meet(activity);
      await dialogue.hear(activity);
    },
    async edited(activity) {
      await people.meet(activity);
      await dialogue.hearAnew(activity);
    },
    async pressed(activity, press) {
      await installs.seen(activity);
      await people.meet(activity);
      if (press.press === 'ticket') {
        const after = await pressTicket(activity, press);
        // Whoever pressed sees the form; the others' cards change with the ticket. Older clients know only one card.
        if (after.card && activity.type === 'message') changeOnce(activity, after.card, after.words);
        return after;
      }
      if (isBlankPress(press)) {
        const after = await fillIn(activity, press);
        // What somebody fills in is theirs: in company, nobody else's card changes with it.
        const alone = activity.type === 'message' && scopeOf(activity) === 'personal';
        if (after.card && !after.own) await changeForAll(activity, after.card, after.words);
        else if (after.card && alone) changeOnce(activity, after.card, after.words);
        return after;
      }
      const after = await pressCard(activity, press);
      if (after.card) await changeForAll(activity, after.card, after.words);
      return after;
    },
    installed: installs.installed,
    removed: installs.removed,
    seen: installs.seen,
  });

  /** The answer to a press changes the card for whoever pressed; in company, the others' is changed too. */
  async function changeForAll(activity: Activity, card: ReturnType<typeof renderCard>, words: string) {
    if (scopeOf(activity) === 'personal' && activity.type === 'invoke') return;
    if (!activity.conversation?.id || !activity.replyToId) return;
    await post.change(toConversation(activity.conversation.id), {
      type: 'change',
      activity: activity.replyToId,
      card,
      words,
      once: activity.id ?? randomUUID(),
    });
  }

  /** Not through the outbox: what somebody typed stands on the card, and is kept nowhere. */
  function changeOnce(activity: Activity, card: ReturnType<typeof renderCard>, words: string): void {
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
    // Not through the outbox: what somebody typed stands on their card, and is kept nowhere.
    async tooLate(activity, card) {
      const reference = referenceOf(activity);
      if (scopeOf(activity) === 'personal' && reference && activity.replyToId)
        await connector.update(reference, activity.replyToId, cardMessage(card, card.fallbackText));
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

/** Whether it may be asked if the reply helped. */
function isJudged({ kind, subject }: Reply): boolean {
  return (kind === 'answer' || kind === 'calculation') && subject !== undefined;
}

/** What is still to be asked of an answer: if it helped, or what was missing. */
function stillAsked(question: Question | undefined): 'ask' | 'reason' | undefined {
  if (!question || question.helpful) return undefined;
  if (question.helpful === undefined) return 'ask';
  return question.reason === undefined ? 'reason' : undefined;
}
