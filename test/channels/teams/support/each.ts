import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createWorld } from '../../../../src/assistant/create-world.ts';
import type { World } from '../../../../src/assistant/world.ts';
import {
  type FakeConnector,
  type Issuer,
  startConnector,
  startIssuer,
  startTeams,
  type Teams,
  type TeamsTestOptions,
} from '../../../support/teams.ts';

type More = Partial<Omit<TeamsTestOptions, 'issuer' | 'connector' | 'world' | 'database'>>;

/**
 * The app with a store and a connector of its own for each test of the file.
 * @param set told of them before each test
 * @param more made anew for each test
 * @example teamsForEach((there) => ({ connector, teams } = there));
 */
export function teamsForEach(
  set: (there: { connector: FakeConnector; teams: Teams }) => unknown,
  more: () => More = () => ({}),
): void {
  let issuer: Issuer;
  let world: World;
  let dataDir: string;
  let there: { connector: FakeConnector; teams: Teams };
  beforeAll(async () => {
    issuer = await startIssuer();
    world = createWorld();
  });
  afterAll(() => issuer.stop());
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'caaspp-teams-'));
    const connector = await startConnector();
    const teams = await startTeams({ issuer, connector, world, database: { dataDir }, ...more() });
    there = { connector, teams };
    await set(there);
  });
  afterEach(async () => {
    await there.teams.stop();
    await there.connector.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
}
