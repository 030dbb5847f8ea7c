/** The reply to a calculation: the result first, then how it was counted, cautions, what was assumed, and the source. */
import type { StoredCalendar } from '../../calendar/calendar-store.ts';
import { sayDate, sayDay, weekday } from '../../knowledge/dates.ts';
import type { Answer } from '../../rules/envelope.ts';
import { findRule } from '../../rules/index.ts';
import { notice, type Part, type Source, text } from '../reply.ts';
import type { Outcome, Turn } from '../skill.ts';
import { personal } from './asking.ts';
import { factsFor } from './facts.ts';
import type { Given, Read } from './inputs.ts';
import type { Room, RuleDialogue } from './room.ts';
import { fill, joined, sayAll, sayFirst } from './say.ts';
import type { RuleTalk } from './schema.ts';
import { takeAlong } from './take-along.ts';
import type { Values } from './values.ts';

/** A finished calculation stays open for corrections for so many further turns. */
const STAYS_OPEN = 3;
const MOST_NOTICES = 5;

export interface Computed {
  talk: RuleTalk;
  dialogue: RuleDialogue;
  values: Values;
  /** Inputs that were taken and not told. */
  taken: string[];
  answer: Answer;
  /** What is said besides, such as that an input was left out. */
  besides: Part[];
}

export function resultOf(room: Room, turn: Turn, computed: Computed): Outcome {
  const { talk, dialogue, values, answer } = computed;
  const { reading } = room.intents;
  const all = factsFor(talk, values, dialogue.given, answer, room.facts, reading);
  const parts: Part[] = [text(sayFirst(talk.say, all, talk, reading))];
  const working = sayAll(talk.working, all, talk, reading);
  if (working.length) parts.push({ type: 'working', lines: working });
  parts.push(...computed.besides, ...warnings(room, talk, answer));
  for (const line of [...sayAll(talk.assumes, all, talk, reading), ...taking(room, computed)])
    parts.push(notice(line));
  const own = room.options.calendarFor?.(turn);
  if (own && findRule(talk.id)?.inputs.some((i) => i.name === 'calendar'))
    parts.push(notice(room.say('calendar').replace('{name}', own.name)));
  parts.push(...toTake(room, turn, computed, own?.stored), ...personal(room, turn));
  parts.push({ type: 'sources', sources: sourcesOf(room, talk) });
  return {
    reply: { kind: 'calculation', subject: `rule:${talk.id}`, parts },
    state: {
      roleFor: undefined,
      dialogue: { skill: 'rule', data: { ...dialogue, asked: undefined, left: STAYS_OPEN } },
    },
  };
}

function warnings(room: Room, talk: RuleTalk, answer: Answer): Part[] {
  return answer.warnings
    .filter((c) => !talk.quiet.includes(c))
    .slice(0, MOST_NOTICES)
    .flatMap((code) => {
      const w = room.intents.warnings.get(code);
      return w ? [notice(w.text, w.level)] : [];
    });
}

/** What was taken for granted while reading. */
function taking(room: Room, { talk, dialogue: { given }, values, taken }: Computed): string[] {
  const reads = Object.values(given);
  const assumed = taken.flatMap((name) => {
    const input = talk.inputs[name];
    if (typeof input?.default !== 'object') return [];
    const value = fill(`{${name}}`, values, talk, room.intents.reading);
    return [room.say('assumed').replace('{name}', input.name).replace('{value}', value)];
  });
  return [
    ...sayYears(room, talk, given),
    ...reads.flatMap((r) => sayWeekday(room, r)),
    ...reads.flatMap((r) => (r.until ? [room.say('until').replace('{date}', sayDate(r.until))] : [])),
    ...reads.flatMap((r) =>
      r.told
        ? [
            room
              .say('told')
              .replace('{said}', r.told)
              .replace('{date}', sayDay(String(r.value))),
          ]
        : [],
    ),
    ...reads.flatMap((r) => (r.between ? [room.say(r.side ? 'any_day' : 'whole_month')] : [])),
    ...assumed,
  ];
}

/** Which year was taken for dates that were written without one. */
function sayYears(room: Room, talk: RuleTalk, given: Given): string[] {
  const dated = Object.entries(given).filter(([, r]) => r.yearTaken);
  const days = dated.flatMap(([, r]) => [r.between?.[0] ?? r.value].flat() as string[]).filter(Boolean);
  const years = [...new Set(days.map((d) => d.slice(0, 4)))].sort();
  const names = dated.map(([n]) => talk.inputs[n]?.name ?? n);
  return years.length
    ? [room.say('year_taken').replace('{dates}', joined(names)).replace('{years}', joined(years))]
    : [];
}

function sayWeekday(room: Room, { otherWeekday, value }: Read): string[] {
  if (otherWeekday === undefined || typeof value !== 'string') return [];
  const date = value.slice(0, 10);
  return [
    room
      .say('weekday')
      .replace('{date}', sayDate(date))
      .replace('{weekday}', dayName(weekday(date)))
      .replace('{said}', dayName(otherWeekday)),
  ];
}

/** Name of a weekday, 0 for Sunday; November 22, 2026 is one. */
function dayName(day: number): string {
  return sayDay(`2026-11-${22 + day}`).split(',')[0]!;
}

function sourcesOf(room: Room, talk: RuleTalk): Source[] {
  const rule = findRule(talk.id);
  return rule ? room.world.sources([{ ...rule.source, line: rule.source.lines }]) : [];
}

/** The picture of the year and the dates as a calendar file, where the result has them. */
function toTake(room: Room, turn: Turn, { talk, values, answer }: Computed, stored?: StoredCalendar): Part[] {
  const rule = findRule(talk.id);
  if (!rule || answer.status !== 'ok' || !answer.result) return [];
  return takeAlong({
    rule: { id: talk.id, title: talk.title },
    result: answer.result,
    inputs: values,
    document: room.world.library.source(rule.source.document)?.title ?? rule.source.document,
    today: turn.today,
    stored,
    at: turn.message.at,
  });
}
