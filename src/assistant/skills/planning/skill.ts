/** What coordinators and administrators plan and enter, by words and by buttons, the same in every channel. */
import type { Command } from '../../../planning/texts.ts';
import type { Outcome, Skill, Turn } from '../../skill.ts';
import { addDowntime, endDowntime, listDowntimes } from './downtimes.ts';
import { failures, misses, resend, stats } from './oversight.ts';
import { overview } from './overview.ts';
import {
  cancelByNumber,
  cancelPressed,
  listReminders,
  offerAhead,
  remind,
  remindPressed,
} from './reminders.ts';
import { type PlanningServices, planned } from './services.ts';

type Act = (turn: Turn, services: PlanningServices) => Promise<Outcome> | Outcome;

const COMMANDS: Readonly<Record<Command, Act>> = {
  downtime_add: addDowntime,
  downtime_end: endDowntime,
  downtimes: listDowntimes,
  stats,
  misses,
  failures,
  remind,
  reminders: listReminders,
  unremind: (turn, services) => cancelByNumber(turn, services.texts.command(turn.text)?.which, services),
  overview,
};

/** What nobody means as an answer to a question of a form. */
const UNMISTAKABLE: ReadonlySet<Command> = new Set([
  'downtime_add',
  'downtime_end',
  'stats',
  'misses',
  'failures',
  'remind',
  'reminders',
  'unremind',
]);

/** What is nobody else's to read. */
const PERSONAL: ReadonlySet<string> = new Set<Command>([
  'overview',
  'reminders',
  'unremind',
  'stats',
  'misses',
  'failures',
]);

/** Beside these lists a reminder is offered. */
const DATED: ReadonlySet<string> = new Set(['intent:upcoming', 'intent:tasks']);

/** Subjects are `planning:` and the command; what buttons send is besides these `remind:`, `unremind:` and `resend`. */
export function planningSkill(services: PlanningServices): Skill {
  const { texts } = services;
  return {
    id: 'planning',
    interrupts(turn) {
      const command = texts.command(turn.text);
      if (!command || (turn.state.dialogue && !UNMISTAKABLE.has(command.name))) return undefined;
      return `planning:${command.name}`;
    },
    start(turn, subject) {
      const name = subject.slice('planning:'.length) as Command;
      return act(name, turn, services);
    },
    beside: (_, { subject }) =>
      subject && DATED.has(subject)
        ? [{ type: 'choices', choices: [planned(texts('remind_offer'), 'offer')] }]
        : [],
    async press(turn, action) {
      const [verb = '', rest = ''] = action.split(/:(.*)/s);
      if (verb === 'remind') return remindPressed(turn, rest, services);
      if (verb === 'unremind') return { ...(await cancelPressed(turn, rest, services)), personal: true };
      if (verb === 'offer') return offerAhead(turn, services);
      if (verb === 'resend') return resend(turn, services);
      return act(Object.hasOwn(COMMANDS, verb) ? (verb as Command) : 'reminders', turn, services);
    },
  };
}

async function act(name: Command, turn: Turn, services: PlanningServices): Promise<Outcome> {
  const outcome = await COMMANDS[name](turn, services);
  return PERSONAL.has(name) ? { ...outcome, personal: true } : outcome;
}
