/** Modals that are sent: Slack hears within its three seconds what becomes of them, however long the work takes. */
import { setTimeout as wait } from 'node:timers/promises';
import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, types, ViewSubmitAction } from '@slack/bolt';
import * as z from 'zod';
import type { Log } from '../../log.ts';
import { VIEW_IDS } from './action-ids.ts';
import { decorate } from './agent.ts';
import { LIMITS } from './limits.ts';
import { quietError } from './logger.ts';
import { plain, sections } from './render/blocks.ts';
import type { Texts } from './texts.ts';

/** A second is left for the way there and back. */
const WITHIN_MS = 2_000;

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;
type Answer = NonNullable<Parameters<Args['ack']>[0]>;

/** What sending a modal comes to. */
export interface Outcome {
  /** What Slack is told: faults at fields, or another view. Without it the modal closes. */
  answer?: Answer;
  /** What is shown when Slack was told to wait: a view, or words. */
  late?: types.ModalView | string;
  /** Goes on after the answer. */
  after?: () => Promise<void>;
}

/** As much of a submission as is needed to answer one that nobody can read. */
const Shown = z.object({
  view: z.object({
    id: z.string(),
    title: z.object({ text: z.string() }).optional(),
    state: z.object({ values: z.record(z.string(), z.unknown()) }).optional(),
  }),
});

/**
 * Answers a submission with what the work comes to; where that takes long, with "one moment" first, and changes the
 * view afterwards. When it throws, the modal stays as it was filled in, and says so.
 * @param words what the person typed, given back where the modal cannot stay
 */
export async function answerSubmission(
  { ack, body, client }: Pick<Args, 'ack' | 'body' | 'client'>,
  work: () => Promise<Outcome>,
  { log, texts, words = '' }: { log: Log; texts: Texts; words?: string },
): Promise<void> {
  const shown = Shown.safeParse(body).data?.view;
  const frame = (said: string): types.ModalView => ({
    type: 'modal',
    callback_id: VIEW_IDS.words,
    title: plain(shown?.title?.text ?? texts.fill_title, LIMITS.viewTitle),
    close: plain(texts.fill_close, LIMITS.viewButton),
    blocks: sections(said),
  });
  const failed = (error: unknown): Outcome => {
    log.error({ channel: 'slack', what: 'a modal', error: quietError(error) }, 'could not be handled');
    const [field] = Object.keys(shown?.state?.values ?? {});
    const answer: Answer = field
      ? { response_action: 'errors', errors: { [field]: texts.not_done } }
      : { response_action: 'update', view: frame(texts.not_done) };
    return { answer, late: [texts.not_done, ...(words ? [texts.words_back, words] : [])].join('\n') };
  };
  const slow = Symbol('slow');
  const outcome = work().catch(failed);
  const first = await Promise.race([outcome, wait(WITHIN_MS, slow, { ref: false })]);
  if (first !== slow) {
    await (first.answer ? ack(first.answer) : ack());
    return first.after?.();
  }
  await ack({ response_action: 'update', view: frame(texts.one_moment) });
  const { late = texts.view_done, after } = await outcome;
  const view = typeof late === 'string' ? frame(late) : late;
  // Whoever closed it meanwhile need not be told.
  if (shown) await decorate(log, async () => void (await client.views.update({ view_id: shown.id, view })));
  await after?.();
}
