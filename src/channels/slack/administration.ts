/** What administrators do by `/caaspp`: downtimes of systems, and figures. Who they are says the organization file. */
import { randomUUID } from 'node:crypto';
import type { Person } from '../../assistant/message.ts';
import { notice, type Reply, text } from '../../assistant/reply.ts';
import { losAngelesMoment } from '../../clock.ts';
import { isAdministrator } from '../../escalation/organization.ts';
import { isRealDate } from '../../knowledge/dates.ts';
import type { SlackContext } from './context.ts';
import { fill } from './texts.ts';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const UNTIL = /\buntil (\d{4}-\d\d-\d\d)(?: (?:at )?(\d{1,2}:\d\d))?/i;

/** @returns undefined when the words are a question like any other */
export async function administer(
  words: string,
  person: Person,
  context: SlackContext,
): Promise<Reply | undefined> {
  const [, verb = '', rest = ''] = words.match(/^(downtime|stats)\b\s*(.*)$/is) ?? [];
  const { tools, texts } = context;
  // "downtime?" is a question of anybody's.
  if (!verb || !tools.store || (verb.toLowerCase() === 'downtime' && !/^(add|end)\b/i.test(rest)))
    return undefined;
  if (verb.toLowerCase() === 'stats' && rest) return undefined;
  if (!person.email || !tools.organization || !isAdministrator(tools.organization, person.email))
    return say(notice(texts.admin_only, 'warning'));
  if (verb.toLowerCase() === 'stats') return stats(context);
  const [, act = '', what = ''] = rest.match(/^(add|end)\b\s*(.*)$/is) ?? [];
  return act.toLowerCase() === 'add' ? addDowntime(what, person, context) : endDowntime(what, context);
}

const say = (...parts: Reply['parts']): Reply => ({ kind: 'ask', parts });

async function addDowntime(what: string, person: Person, { tools, texts }: SlackContext): Promise<Reply> {
  const [name = ''] = what.split(/\s+/);
  const [whole = '', day, time = '23:59'] = what.match(UNTIL) ?? [];
  if (!name || (day && !isRealDate(day))) return say(text(texts.downtime_usage));
  const until = day ? Date.parse(losAngelesMoment(day, time.padStart(5, '0'))) : undefined;
  if (until !== undefined && Number.isNaN(until)) return say(text(texts.downtime_usage));
  const system = tools.world.library?.system(name)?.name ?? name;
  const note = what.slice(name.length).replace(whole, '').trim();
  const from = Date.parse(tools.now());
  await tools.store?.downtimes.add({
    id: randomUUID(),
    system,
    note: note || undefined,
    from,
    until,
    by: person.id,
  });
  const till = day ? fill(texts.downtime_until, { until: `${day} ${time}` }) : texts.downtime_open;
  return say(text(fill(texts.downtime_added, { system, until: till })));
}

async function endDowntime(what: string, { tools, texts }: SlackContext): Promise<Reply> {
  const name = what.trim();
  if (!name) return say(text(texts.downtime_usage));
  const system = tools.world.library?.system(name)?.name ?? name;
  const now = Date.parse(tools.now());
  const current = (await tools.store?.downtimes.current(now)) ?? [];
  const ended = current.filter((d) => d.system.toLowerCase() === system.toLowerCase());
  for (const { id } of ended) await tools.store?.downtimes.end(id, now);
  return say(text(fill(ended.length ? texts.downtime_ended : texts.downtime_none, { system })));
}

async function stats({ tools, texts }: SlackContext): Promise<Reply> {
  const outcomes = (await tools.store?.questions.outcomes(Date.parse(tools.now()) - WEEK_MS)) ?? {};
  const deliveries = await tools.store?.outbox.count();
  const asked = Object.entries(outcomes).map(([label, n]) => ({ label, value: String(n) }));
  return say(text(asked.length ? texts.stats_title : texts.stats_none), {
    type: 'facts',
    facts: [
      ...asked,
      { label: texts.stats_waiting, value: String(deliveries?.waiting ?? 0) },
      { label: texts.stats_failed, value: String(deliveries?.failed ?? 0) },
    ],
  });
}
