/** What belongs to Slack's agent view: the status while working, the title of a thread. */
import type { Message } from '../../assistant/message.ts';
import type { SlackContext } from './context.ts';
import { isPrivate, type Place, placeOf } from './ids.ts';
import { LIMITS } from './limits.ts';
import { quietError } from './logger.ts';
import { clean, cut } from './mrkdwn.ts';

/** Most answers are there sooner: only whoever waits is told that something is being done. */
const STATUS_AFTER_MS = 400;

/** Shows that the answer is on its way when it takes a while. */
export async function whileWorking<T>(
  message: Message,
  context: SlackContext,
  work: () => Promise<T>,
): Promise<T> {
  const place = placeOf(message.conversation);
  if (!place?.thread || !isPrivate(place.channel)) return work();
  const timer = setTimeout(() => void setStatus(place, context), STATUS_AFTER_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}

async function setStatus(
  { team, channel, thread }: Place,
  { clientOf, texts, tools }: SlackContext,
): Promise<void> {
  await decorate(tools.log, async () => {
    const client = await clientOf(team);
    await client?.assistant.threads.setStatus({
      channel_id: channel,
      thread_ts: thread,
      status: texts.working_on_it,
    });
  });
}

/** Names a thread after the question that began it. */
export async function setTitle(
  { conversation, text }: Message,
  { clientOf, tools }: SlackContext,
): Promise<void> {
  const place = placeOf(conversation);
  const title = cut(clean(text).replace(/\s+/g, ' '), LIMITS.threadTitle);
  if (!place?.thread || !isPrivate(place.channel) || !title) return;
  const { team, channel, thread } = place;
  await decorate(tools.log, async () => {
    const client = await clientOf(team);
    await client?.assistant.threads.setTitle({ channel_id: channel, thread_ts: thread, title });
  });
}

/** Ornaments: without them everything works. */
export async function decorate(log: SlackContext['tools']['log'], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.debug({ channel: 'slack', error: quietError(error) }, 'an ornament was refused');
  }
}
