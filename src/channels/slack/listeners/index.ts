/** All listeners of the app. What is here must stand in manifest.json, and the other way round: a test reads both. */
import type { Register } from '../context.ts';
import { registerChoices } from './choices.ts';
import { registerCommands } from './commands.ts';
import { registerFeedback } from './feedback.ts';
import { registerForms } from './forms.ts';
import { registerHome } from './home.ts';
import { registerMessages } from './messages.ts';
import { registerOpened } from './opened.ts';
import { registerTickets } from './tickets.ts';

const ALL: readonly Register[] = [
  registerMessages,
  registerChoices,
  registerCommands,
  registerFeedback,
  registerForms,
  registerOpened,
  registerHome,
  registerTickets,
];

export const registerAll: Register = (app, context) => {
  for (const register of ALL) register(app, context);
};
