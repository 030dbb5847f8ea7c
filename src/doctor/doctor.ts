/** Runs the checks, at start and once a day, and tells administrators what does not work. */
import type { Settings } from '../config/settings.ts';
import { MAIL, type MailPayload } from '../escalation/notices.ts';
import type { Texts } from '../escalation/texts.ts';
import type { Log } from '../log.ts';
import type { Records } from '../records/store.ts';
import type { Check, DoctorContext, Finding } from './check.ts';
import { CHECKS } from './checks.ts';

const DAY = 24 * 60 * 60 * 1000;

export interface Found extends Finding {
  check: string;
}

/** A check that breaks is a fault of its own; the others run all the same. */
export async function examine(context: DoctorContext, checks: readonly Check[]): Promise<Found[]> {
  const found = await Promise.all(
    checks.map(async ({ name, run }) => {
      try {
        return (await run(context)).map((finding) => ({ ...finding, check: name }));
      } catch (error) {
        const what = `The check could not be made: ${(error as Error).message}`;
        return [{ check: name, level: 'fault' as const, what, todo: 'Look into the log of the server.' }];
      }
    }),
  );
  return found.flat();
}

/** `✗ mail: … → what to do` */
export function sayFinding({ check, level, what, todo }: Found): string {
  const sign = { ok: '✓', warning: '!', fault: '✗' }[level];
  return `${sign} ${check}: ${what}${todo ? `\n    → ${todo}` : ''}`;
}

export interface DailyOptions {
  settings: Settings;
  store: Records & { kind: string };
  log: Log;
  texts: Texts;
  administrators: readonly string[];
  wake(): void;
  checks?: readonly Check[];
  now?: () => number;
}

/** @returns how to end it; what is under way is waited for */
export function examineDaily(options: DailyOptions): () => Promise<void> {
  const { settings, store, log, texts, administrators, wake, now = Date.now } = options;
  const once = async () => {
    try {
      const at = now();
      const found = await examine({ settings, store, now: at }, options.checks ?? CHECKS);
      for (const { check, level, what, todo } of found)
        if (level !== 'ok') log[level === 'fault' ? 'error' : 'warn']({ check, todo }, what);
      const faults = found.filter(({ level }) => level === 'fault');
      if (!faults.length) return;
      const text = [texts('administrators_intro'), ...faults.map(sayFinding)].join('\n\n');
      const payload: MailPayload = { subject: texts('administrators_subject'), text };
      const day = new Date(at).toISOString().slice(0, 10);
      for (const email of administrators)
        await store.outbox.add({ kind: MAIL, target: email, payload, key: `doctor:${day}:${email}` }, at);
      wake();
    } catch (error) {
      log.error({ err: error }, 'the daily check could not be made');
    }
  };
  let under = once();
  const daily = setInterval(() => {
    under = once();
  }, DAY);
  daily.unref();
  return async () => {
    clearInterval(daily);
    await under;
  };
}
