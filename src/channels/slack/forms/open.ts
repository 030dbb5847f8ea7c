/** Opens a blank as a modal: a trigger is good for three seconds, so a slow one is opened first and filled after. */
import { setTimeout as wait } from 'node:timers/promises';
import type { webApi } from '@slack/bolt';
import type { Blank, Filled } from '../../../assistant/blank.ts';
import type { SlackContext } from '../context.ts';
import { isInCompany, personId } from '../ids.ts';
import { quietError } from '../logger.ts';
import { blankView, type Meant, wordsView } from './view.ts';

const OPEN_WITHIN_MS = 1_000;

export interface Opener {
  team: string;
  user: string;
  trigger: string;
}

/** The blank as it stands for a person; with what was filled in, its faults. */
export async function blankFor(
  { team, user }: Pick<Opener, 'team' | 'user'>,
  { subject, conversation }: Meant,
  { people, tools }: Pick<SlackContext, 'people' | 'tools'>,
  filled?: Filled,
): Promise<Blank | undefined> {
  const person = await people.person(team, user);
  return tools.assistant.blank?.({
    id: '',
    conversation: conversation ?? personId(team, user),
    person,
    inCompany: conversation !== undefined && isInCompany(conversation),
    text: '',
    action: subject,
    filled,
    at: tools.now(),
  });
}

export async function openBlank(
  client: webApi.WebClient,
  opener: Opener,
  meant: Meant,
  context: SlackContext,
): Promise<void> {
  const { texts, tools } = context;
  const { trigger: trigger_id } = opener;
  const draw = (found: Blank | undefined) =>
    found
      ? blankView(found, { ...meant, subject: found.subject }, texts)
      : wordsView(texts.fill_gone, meant, texts);
  const failed = (error: unknown) => {
    tools.log.error({ channel: 'slack', what: 'a form', error: quietError(error) }, 'could not be handled');
    return wordsView(texts.not_done, meant, texts);
  };
  const view = blankFor(opener, meant, context).then(draw).catch(failed);
  const slow = Symbol('slow');
  const first = await Promise.race([view, wait(OPEN_WITHIN_MS, slow, { ref: false })]);
  if (first !== slow) return void (await client.views.open({ trigger_id, view: first }));
  const opened = await client.views.open({ trigger_id, view: wordsView(texts.fill_wait, meant, texts) });
  const view_id = opened.view?.id;
  if (view_id) await client.views.update({ view_id, view: await view });
}
