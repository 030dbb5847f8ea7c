/** All listeners of the app. What is here must stand in manifest.json, and the other way round: a test reads both. */
import type { Register } from '../context.ts';
import { registerChoices } from './choices.ts';
import { registerMessages } from './messages.ts';

const ALL: readonly Register[] = [registerMessages, registerChoices];

export const registerAll: Register = (app, context) => {
  for (const register of ALL) register(app, context);
};
