/** The coordinator's year: the tasks of a month, and what is coming up. */
import { addDays, sayDay, sayMonth } from '../../knowledge/dates.ts';
import type { Task } from '../../knowledge/schema.ts';
import { place, sayWhere } from '../../knowledge/timing.ts';
import { type Choice, type Part, say, text } from '../reply.ts';
import type { Skill, Turn } from '../skill.ts';
import type { World } from '../world.ts';

const MOST_TASKS = 14;
const MOST_DATES = 8;
const AHEAD_DAYS = 270;

export function yearSkills(world: World): Skill[] {
  const { voice } = world.intents;
  const { tasks } = world.library.knowledge;

  function tasksOf(turn: Turn): { title: string; list: Task[]; month?: string } {
    if (/\b(during|while|in the middle of)\b.{0,12}\btest/i.test(turn.text))
      return { title: voice.tasks_testing ?? '', list: tasks.filter((t) => t.month === 'testing') };
    if (/\b(ongoing|all year|year[- ]round|continuous)\b/i.test(turn.text))
      return { title: voice.tasks_ongoing ?? '', list: tasks.filter((t) => t.month === 'ongoing') };
    const number = turn.understood.facets.months[0] ?? Number(turn.today.slice(5, 7));
    const month = nearestMonth(number, turn.today, new Set(tasks.map((t) => t.month)));
    return {
      title: (voice.tasks_month ?? '').replace('{month}', sayMonth(month)),
      list: tasks.filter((t) => t.month === month),
      month,
    };
  }

  return [
    {
      id: 'tasks',
      start(turn) {
        const { title, list, month } = tasksOf(turn);
        if (!list.length)
          return {
            reply: {
              kind: 'escalate',
              parts: [text((voice.tasks_none ?? '').replace('{month}', month ? sayMonth(month) : ''))],
            },
          };
        const parts: Part[] = [text(title)];
        const shown = [...list].sort((a, b) => Number(!a.due) - Number(!b.due)).slice(0, MOST_TASKS);
        for (const category of new Set(shown.map((t) => t.category)))
          parts.push({
            type: 'list',
            title: category,
            items: shown
              .filter((t) => t.category === category)
              .map((t) => (t.due ? `${t.title} (due ${sayDay(t.due)})` : t.title)),
          });
        if (list.length > shown.length)
          parts.push(text((voice.tasks_more ?? '').replace('{n}', String(list.length - shown.length))));
        parts.push({ type: 'sources', sources: world.sources(shown.slice(0, 1).flatMap((t) => t.sources)) });
        const choices: Choice[] = month
          ? [
              say(
                sayMonth(addDays(`${month}-28`, 7).slice(0, 7)),
                `tasks for ${sayMonth(addDays(`${month}-28`, 7).slice(0, 7))}`,
              ),
            ]
          : [];
        if (choices.length) parts.push({ type: 'choices', title: voice.also, choices });
        return { reply: { kind: 'answer', parts, subject: 'intent:tasks' } };
      },
    },
    {
      id: 'upcoming',
      start(turn) {
        const dates = world.datesAhead(turn.today, addDays(turn.today, AHEAD_DAYS)).slice(0, MOST_DATES);
        const parts: Part[] = dates.length
          ? [
              text(voice.upcoming ?? ''),
              { type: 'list', items: dates.map((d) => `${d.label}: ${sayWhere(place(d.date, turn.today))}`) },
              {
                type: 'sources',
                sources: world.sources(dates.flatMap((d) => d.sources.slice(0, 1))).slice(0, 2),
              },
            ]
          : [text(voice.upcoming_none ?? '')];
        parts.push({
          type: 'choices',
          title: voice.also,
          choices: [say(voice.this_month ?? 'this month', 'tasks for this month')],
        });
        return { reply: { kind: 'answer', parts, subject: 'intent:upcoming' } };
      },
    },
  ];
}

/** The month of that number that has tasks and lies nearest to today: "March" asked in November is next March. */
function nearestMonth(number: number, today: string, having: ReadonlySet<string>): string {
  const year = Number(today.slice(0, 4));
  const options = [year - 1, year, year + 1].map((y) => `${y}-${String(number).padStart(2, '0')}`);
  const ahead = options.filter((m) => m >= today.slice(0, 7));
  return ahead.find((m) => having.has(m)) ?? [...options].reverse().find((m) => having.has(m)) ?? ahead[0]!;
}
