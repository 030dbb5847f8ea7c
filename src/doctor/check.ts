/** What a check of the doctor is; all stand in `checks.ts`. */
import type { Settings } from '../config/settings.ts';
import type { Records } from '../records/store.ts';

export interface Finding {
  /** `warning` is worth a look; `fault` means that something does not work. */
  level: 'ok' | 'warning' | 'fault';
  /** One sentence: what was found. */
  what: string;
  /** What to do about it, for everything but `ok`. */
  todo?: string;
}

export interface DoctorContext {
  settings: Settings;
  /** Undefined when it cannot be opened. */
  store?: Records & { kind: string };
  /** Epoch milliseconds. */
  now: number;
}

export interface Check {
  /** Such as `mail`. */
  name: string;
  run(context: DoctorContext): Finding[] | Promise<Finding[]>;
}

export const ok = (what: string): Finding => ({ level: 'ok', what });
export const warning = (what: string, todo: string): Finding => ({ level: 'warning', what, todo });
export const fault = (what: string, todo: string): Finding => ({ level: 'fault', what, todo });
