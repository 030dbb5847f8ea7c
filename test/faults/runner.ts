/** Starts the process that is killed, listens to what it confirms, kills it, and starts it again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { toLosAngeles } from '../../src/clock.ts';
import type { Task } from './process.ts';

/** Exit code of the process when it could not open the database. */
const NO_STORE = 3;
const LONGEST_MOMENT = 150;

export interface Runner {
  /**
   * Runs until some more questions are answered, and a random moment longer, then kills.
   * @returns whether it was killed; where the database cannot be opened it ends by itself, after a while
   */
  run(answers: number): Promise<boolean>;
  /** Until all are answered, with whatever else goes wrong; delivering goes on. */
  finish(): Promise<void>;
  /** Until all is delivered; from here it is quiet. */
  settle(): Promise<void>;
  answered(): number;
  /** Requests that were made again because the database was away. */
  refused(): number;
  /** From the end of all trouble until all was delivered; milliseconds. */
  quietAfter(): number;
  end(): void;
}

export function createRunner(
  given: Pick<Task, 'dataDir' | 'databaseUrl' | 'smtpPort'> & { questions: number },
): Runner {
  const { questions, ...where } = given;
  const pending = new Set(Array.from({ length: questions }, (_, n) => n));
  const at = toLosAngeles(new Date());
  const serverTimings = process.env.FAULT_TIMINGS === 'server';
  let child: ChildProcess | undefined;
  let refused = 0;
  let quietAfter = Number.POSITIVE_INFINITY;
  let last: Promise<number | null> | undefined;

  /** @param heard told of each line @returns exit code, null when it was killed */
  async function start(heard: (word: string, kill: () => void) => void): Promise<number | null> {
    const task: Task = { ...where, pending: [...pending], at, serverTimings };
    const started = spawn(process.execPath, [join('test', 'faults', 'process.ts')], {
      env: { ...process.env, TASK: JSON.stringify(task) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = started;
    const ended = once(started, 'exit');
    for await (const line of createInterface({ input: started.stdout })) {
      const [word = '', number] = line.split(' ');
      if (word === 'answered') pending.delete(Number(number));
      if (word === 'refused') refused++;
      heard(word, () => started.kill('SIGKILL'));
    }
    const [code] = (await ended) as [number | null];
    if (code !== 0 && code !== null && code !== NO_STORE)
      throw new Error(`The process ended by itself, with exit code ${code}.`);
    return code;
  }

  return {
    async run(answers) {
      let left = answers;
      const code = await start((word, kill) => {
        if (word === 'answered' && --left === 0) setTimeout(kill, Math.random() * LONGEST_MOMENT);
      });
      return code === null;
    },
    async finish() {
      let done = false;
      while (!done) {
        const { promise: answered, resolve } = Promise.withResolvers<void>();
        last = start((word) => {
          if (word !== 'all') return;
          done = true;
          resolve();
        });
        await Promise.race([answered, last]);
      }
    },
    async settle() {
      const began = Date.now();
      while ((await last) !== 0) last = start(() => {});
      quietAfter = Date.now() - began;
    },
    answered: () => questions - pending.size,
    refused: () => refused,
    quietAfter: () => quietAfter,
    end: () => void child?.kill('SIGKILL'),
  };
}
