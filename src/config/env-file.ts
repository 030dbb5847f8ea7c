/** The `.env` file: read into the environment, never over what is already set there. */
import { config } from 'dotenv';

/** @returns the environment with the file's settings added; no file is no fault */
export function readEnvFile(path = '.env', environment = process.env): NodeJS.ProcessEnv {
  config({ path, processEnv: environment as Record<string, string>, quiet: true });
  return environment;
}
