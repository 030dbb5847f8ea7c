/** The Home tab as JSON. Pure. */
import type { types } from '@slack/bolt';
import { sayRole } from '../../../assistant/hand-over.ts';
import { ACTION_IDS, VIEW_IDS } from '../action-ids.ts';
import { LIMITS } from '../limits.ts';
import { clean, cut, mrkdwn } from '../mrkdwn.ts';
import { actions, type Block, context, marked, plain, sections } from '../render/blocks.ts';
import { fill, type Texts } from '../texts.ts';
import type { HomeData } from './data.ts';

const MOST_DATES = 10;
const MOST_TASKS = 15;
const MOST_REMINDERS = 20;
const MOST_QUESTIONS = 10;
const MOST_FAULTS = 5;
/** A line of a list: longer ones are cut, the whole is a question away. */
const LINE = 300;

/** @param sayMoment an instant in words of the person's own time zone */
export function renderHome(data: HomeData, texts: Texts, sayMoment: (at: number) => string): types.HomeView {
  const blocks = [
    ...roleBlocks(data, texts),
    ...downtimeBlocks(data, texts, sayMoment),
    ...dateBlocks(data, texts),
    ...reminderBlocks(data, texts),
    ...taskBlocks(data, texts),
    ...questionBlocks(data, texts),
    ...agentBlocks(data, texts),
    ...adminBlocks(data, texts, sayMoment),
    ...context(texts.home_ask),
  ];
  return { type: 'home', callback_id: VIEW_IDS.home, blocks: blocks.slice(0, LIMITS.blocksPerView) };
}

const header = (text: string): Block => ({ type: 'header', text: plain(text, LIMITS.headerText) });
const button = (text: string, action_id: string, value: string) => ({
  type: 'button' as const,
  text: plain(text, LIMITS.buttonText),
  action_id,
  value,
});
const line = (text: string) => mrkdwn(cut(clean(text), LINE));
const withButton = (text: string, accessory: ReturnType<typeof button>): Block => ({
  type: 'section',
  text: marked(line(text) || '–'),
  accessory,
});

function roleBlocks({ role, school }: HomeData, texts: Texts): Block[] {
  if (!role) return [withButton(texts.role_unknown, button(texts.home_set_role, ACTION_IDS.role, 'set'))];
  const words = fill(school ? texts.home_role_school : texts.home_role, {
    role: sayRole(role),
    school: school ?? '',
  });
  return [withButton(words, button(texts.home_change_role, ACTION_IDS.role, 'change'))];
}

function dateBlocks({ dates }: HomeData, texts: Texts): Block[] {
  if (!dates.length) return [header(texts.home_dates), ...context(texts.home_no_dates)];
  const shown = dates.slice(0, MOST_DATES).map(({ label, when, remind }, i): Block => {
    const words = `${label}: ${when}`;
    if (!remind || remind.length > LIMITS.buttonValue) return { type: 'section', text: marked(line(words)) };
    return withButton(words, button(texts.home_remind, `${ACTION_IDS.remind}:${i}`, remind));
  });
  return [header(texts.home_dates), ...shown];
}

function reminderBlocks({ reminders }: HomeData, texts: Texts): Block[] {
  if (!reminders.length) return [];
  const shown = reminders
    .slice(0, MOST_REMINDERS)
    .map(({ id, label, when }, i) =>
      withButton(
        fill(texts.home_reminder, { label, when }),
        button(texts.home_cancel, `${ACTION_IDS.unremind}:${i}`, id),
      ),
    );
  return [header(texts.home_reminders), ...shown];
}

function taskBlocks({ tasks, month }: HomeData, texts: Texts): Block[] {
  const head = header(fill(texts.home_tasks, { month }));
  if (!tasks.length) return [head, ...context(fill(texts.home_no_tasks, { month }))];
  const shown = tasks.slice(0, MOST_TASKS);
  const more = tasks.length - shown.length;
  const dated = shown.flatMap(({ said, remind }, i) =>
    remind && remind.length <= LIMITS.buttonValue
      ? [withButton(said, button(texts.home_remind, `${ACTION_IDS.remind}:task-${i}`, remind))]
      : [],
  );
  const others = shown.filter(({ remind }) => !remind || remind.length > LIMITS.buttonValue);
  return [
    head,
    ...dated,
    ...sections(others.map(({ said }) => `• ${cut(clean(said), LINE)}`).join('\n')),
    ...(more > 0 ? context(fill(texts.home_more, { n: more })) : []),
  ];
}

function questionBlocks({ questions, hasDraft }: HomeData, texts: Texts): Block[] {
  const blocks: Block[] = [];
  if (hasDraft)
    blocks.push(
      withButton(texts.home_draft, button(texts.home_draft_open, ACTION_IDS.draft, 'caltac')),
      ...fillButton(texts),
    );
  if (!questions.length) return blocks;
  const lines = questions
    .slice(0, MOST_QUESTIONS)
    .map(({ number, question }) =>
      cut(fill(texts.home_question, { number, question: clean(question) }), LINE),
    );
  return [...blocks, header(texts.home_questions), ...sections(lines.join('\n'))];
}

function fillButton(texts: Texts): Block[] {
  return actions([button(texts.fill_in, ACTION_IDS.fill, 'form:caltac')]);
}

function agentBlocks({ tickets }: HomeData, texts: Texts): Block[] {
  if (!tickets.length) return [];
  const shown = tickets
    .slice(0, MOST_QUESTIONS)
    .map(({ number, question }, i) =>
      withButton(
        fill(texts.home_question, { number, question }),
        button(texts.home_show, `${ACTION_IDS.show}:${i}`, String(number)),
      ),
    );
  return [header(texts.home_tickets), ...shown, ...context(texts.home_show_where)];
}

function adminBlocks({ admin }: HomeData, texts: Texts, sayMoment: (at: number) => string): Block[] {
  if (!admin) return [];
  const failures = admin.failures
    .slice(0, MOST_FAULTS)
    .map(({ at, kind, why }) =>
      cut(fill(texts.home_failure, { when: sayMoment(at), kind, why: clean(why) }), LINE),
    );
  const misses = admin.misses
    .slice(0, MOST_FAULTS)
    .map(({ question, count }) => cut(fill(texts.home_miss, { count, question: clean(question) }), LINE));
  return [
    header(texts.home_misses),
    ...(misses.length ? sections(misses.join('\n')) : context(texts.home_no_misses)),
    header(fill(texts.home_failures, { n: admin.failed })),
    ...(failures.length ? sections(failures.join('\n')) : context(texts.home_no_failures)),
  ];
}

function downtimeBlocks({ downtimes }: HomeData, texts: Texts, sayMoment: (at: number) => string): Block[] {
  if (!downtimes.length) return [];
  const lines = downtimes.map(({ system, from, until, note }) => {
    const words = fill(until ? texts.home_downtime_until : texts.home_downtime, {
      system: clean(system),
      from: sayMoment(from),
      until: until ? sayMoment(until) : '',
    });
    return cut(note ? `${words}. ${clean(note)}` : words, LINE);
  });
  return [header(texts.home_downtimes), ...sections(lines.join('\n'))];
}
