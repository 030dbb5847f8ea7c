/** "downtime add TOMS until …", "downtime end TOMS", "downtimes". */
import { createHash } from 'node:crypto';
import { readDowntime, sayDowntime, shortName, systemOf } from '../../../planning/downtime-words.ts';
import type { Outcome, Turn } from '../../skill.ts';
import { nowOf, type PlanningServices, refusal, said, tell } from './services.ts';

/** What stands after the command. */
const after = (turn: Turn) => turn.text.replace(/^.*?\bdowntime\s+(add|end)\b[\s:,]*/is, '').trim();

export async function addDowntime(turn: Turn, services: PlanningServices): Promise<Outcome> {
  const { downtimes, texts, world } = services;
  const refused = refusal(turn, services);
  if (refused) return refused;
  const now = nowOf(turn);
  const entered = readDowntime(after(turn), world.library);
  if (!entered || (entered.until ?? Infinity) <= now) return tell(texts('downtime_usage'));
  // The same message is the same downtime, however often it comes.
  const id = createHash('sha256').update(turn.message.id).digest('base64url').slice(0, 32);
  const downtime = { ...entered, id, from: entered.from ?? now, by: turn.message.person.id };
  const places = await downtimes.add(downtime, now);
  const announced =
    places > 1 ? texts('downtime_announced', { n: places }) : places ? texts('downtime_announced_one') : '';
  const noted = texts('downtime_added', { notice: sayDowntime(downtime, now, texts) });
  return tell([noted, announced].filter(Boolean).join(' '));
}

const ENDED = { ended: 'downtime_ended', called_off: 'downtime_called_off', none: 'downtime_none' } as const;

export async function endDowntime(turn: Turn, services: PlanningServices): Promise<Outcome> {
  const { downtimes, texts, world } = services;
  const refused = refusal(turn, services);
  if (refused) return refused;
  const name = after(turn);
  if (!name) return tell(texts('downtime_usage'));
  const known = systemOf(name, world.library);
  const system = known ? shortName(known) : name.slice(0, 60);
  return tell(texts(ENDED[await downtimes.end(system, nowOf(turn))], { system }));
}

/** For everybody. */
export async function listDowntimes(turn: Turn, { downtimes, texts }: PlanningServices): Promise<Outcome> {
  const now = nowOf(turn);
  const items = (await downtimes.current(now)).map((d) => sayDowntime(d, now, texts));
  if (!items.length) return tell(texts('downtimes_none'));
  return said('decline', { type: 'list', title: texts('downtimes'), items });
}
