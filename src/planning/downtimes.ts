/** Downtimes of systems that administrators enter: known at once here, within seconds elsewhere, announced once. */
import { notice, type Part, type Reply, text } from '../assistant/reply.ts';
import { channelOf, replyInto } from '../escalation/notices.ts';
import type { Later } from '../records/later.ts';
import type { Downtime } from '../records/planning.ts';
import type { Records, Transacting } from '../records/store.ts';
import { sayDowntime } from './downtime-words.ts';
import type { Texts } from './texts.ts';

/** Milliseconds for which the list in memory is taken as it is. Another instance may have changed it. */
const FRESH_MS = 5_000;
/** From this age on an answer waits for a new list; before, it is looked up beside. */
const STALE_MS = 15_000;
/** An end that nobody could announce for so long, as while the server stood still, is no news. */
const NEWS_MS = 60 * 60 * 1000;

export interface DowntimeBoard {
  /** Those under way or ahead; from memory where they were looked up a moment ago. */
  current(at: number): Later<readonly Downtime[]>;
  /**
   * Enters one, and puts it in the place of one of the same system at the same time.
   * @param at now, as the board is told it
   * @returns in how many places it is announced
   */
  add(downtime: Downtime, at: number): Promise<number>;
  /** Announces the end of those whose time is over, once, and not long after it. @returns how many */
  runOut(at: number): Promise<number>;
  /** Ends those under way, or else calls off those ahead. */
  end(system: string, at: number): Promise<'ended' | 'called_off' | 'none'>;
}

export interface BoardOptions {
  store: Pick<Records, 'downtimes'> & Transacting;
  texts: Texts;
  /** Conversations in which a downtime and its end are announced. */
  places: readonly string[];
  /** Whether a channel takes deliveries of a kind. */
  carries(kind: string): boolean;
  /** Epoch milliseconds, from when on deliveries are due. */
  now?: () => number;
  /** Milliseconds that only grow. */
  clock?: () => number;
}

/**
 * @example
 * const board = createDowntimes({ store, texts, places: ['slack:T1:C1:'], carries: () => true });
 * await board.add({ id: '1', system: 'TOMS', from: now, by: 'slack:T1:U1' }, now); // 1: announced in one place
 */
export function createDowntimes(options: BoardOptions): DowntimeBoard {
  const { store, texts, places, carries } = options;
  const { now = Date.now, clock = () => performance.now() } = options;
  let known: readonly Downtime[] = [];
  let lookedAt = -Infinity;
  let changes = 0;
  let looking: Promise<void> | undefined;

  async function look(at: number): Promise<void> {
    const before = changes;
    const found = await store.downtimes.current(at);
    // What was read before a change must not hide it.
    if (before !== changes) return;
    known = found;
    lookedAt = clock();
  }

  /** One look at a time; an answer is never lost because the list could not be read: the last one serves. */
  function lookOnce(at: number): Promise<void> {
    looking ??= look(at)
      .catch(() => {})
      .finally(() => {
        looking = undefined;
      });
    return looking;
  }

  const among = (at: number) =>
    known.length ? known.filter((d) => d.until === undefined || d.until > at) : known;

  /** Where the new list cannot be read, the next answer waits for it. */
  async function changed(at: number): Promise<void> {
    changes++;
    lookedAt = -Infinity;
    await look(at).catch(() => {});
  }

  const open = () => places.filter((place) => carries(channelOf(place)));

  async function announce(records: Records, key: string, part: Part): Promise<void> {
    const reply: Reply = { kind: 'answer', parts: [part] };
    for (const place of open()) await records.outbox.add(replyInto(place, reply, `${key}:${place}`), now());
  }

  return {
    current(at) {
      const age = clock() - lookedAt;
      if (age > STALE_MS) return lookOnce(at).then(() => among(at));
      if (age > FRESH_MS) void lookOnce(at);
      return among(at);
    },
    async add(downtime, at) {
      await store.transact(async (records) => {
        const all = await records.downtimes.current(Math.min(at, downtime.from));
        const same = all.filter((d) => isSame(d.system, downtime.system));
        // Entered by a message that came twice.
        if (same.some((d) => d.id === downtime.id)) return;
        for (const old of same) if (meet(old, downtime)) await records.downtimes.end(old.id, at);
        await records.downtimes.add(downtime);
        const said = sayDowntime(downtime, at, texts);
        await announce(records, `downtime:${downtime.id}:added`, notice(said, 'warning'));
      });
      await changed(at);
      return open().length;
    },
    async runOut(at) {
      const over = await store.downtimes.over(at);
      let told = 0;
      for (const { id, system, until = at } of over)
        await store.transact(async (records) => {
          // Of two instances one ends it.
          if (!(await records.downtimes.end(id, until)) || at - until > NEWS_MS) return;
          await announce(records, `downtime:${id}:ended`, text(texts('announce_over', { system })));
          told++;
        });
      return told;
    },
    async end(system, at) {
      const outcome = await store.transact(async (records) => {
        const all = (await records.downtimes.current(at)).filter((d) => isSame(d.system, system));
        const begun = all.filter((d) => d.from <= at);
        const said = texts(begun.length ? 'announce_up' : 'announce_off', { system });
        let outcome: 'ended' | 'called_off' | 'none' = 'none';
        for (const { id } of begun.length ? begun : all) {
          if (!(await records.downtimes.end(id, at))) continue;
          // Two of one system that end at once are one thing to people.
          if (outcome === 'none') await announce(records, `downtime:${id}:ended`, text(said));
          outcome = begun.length ? 'ended' : 'called_off';
        }
        return outcome;
      });
      await changed(at);
      return outcome;
    },
  };
}

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Whether two share a moment. */
function meet(a: Downtime, b: Downtime): boolean {
  return a.from < (b.until ?? Infinity) && b.from < (a.until ?? Infinity);
}
