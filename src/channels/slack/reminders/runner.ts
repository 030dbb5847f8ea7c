/** Sends the reminders that are due: each once, whichever instance looks first. */
import { text } from '../../../assistant/reply.ts';
import { daysBetween, sayDay } from '../../../knowledge/dates.ts';
import type { Reminder } from '../../../records/planning.ts';
import type { ChannelTools } from '../../channel.ts';
import { replyDeliveries } from '../delivery.ts';
import { quietError } from '../logger.ts';
import { fill, type Texts } from '../texts.ts';

const EVERY_MS = 60_000;

export interface ReminderRunner {
  /** Looks now. */
  run(): Promise<void>;
  stop(): Promise<void>;
}

type Tools = Pick<ChannelTools, 'store' | 'log' | 'now' | 'wake'>;

export function startReminders({ store, log, now, wake }: Tools, texts: Texts): ReminderRunner {
  async function send(): Promise<void> {
    if (!store) return;
    const at = Date.parse(now());
    const due = (await store.reminders.due(at)).filter((r) => r.conversation.startsWith('slack:'));
    for (const reminder of due) {
      await store.transact(async (records) => {
        if (!(await records.reminders.remove(reminder.id))) return;
        const parts = [text(sayReminder(reminder, now().slice(0, 10), texts))];
        const reply = { kind: 'ask' as const, parts };
        for (const delivery of replyDeliveries(reply, reminder.conversation, `reminder:${reminder.id}`))
          await records.outbox.add(delivery, at);
      });
    }
    if (due.length) wake?.();
  }
  const run = () =>
    send().catch((error) =>
      log.error({ channel: 'slack', error: quietError(error) }, 'reminders could not be sent'),
    );
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = run();
  }, EVERY_MS);
  timer.unref();
  return {
    run,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

function sayReminder({ about }: Reminder, today: string, texts: Texts): string {
  const on = String(about.on ?? '');
  const days = daysBetween(today, on);
  const far = days <= 0 ? texts.today : days === 1 ? texts.tomorrow : fill(texts.in_days, { n: days });
  return fill(texts.reminder_due, { label: String(about.label ?? ''), when: `${sayDay(on)} (${far})` });
}
