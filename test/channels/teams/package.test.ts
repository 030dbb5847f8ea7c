import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../../src/channels/teams/package/package-command.ts';

const environment = {
  MICROSOFT_APP_ID: '11111111-2222-3333-4444-555555555555',
  MICROSOFT_APP_PASSWORD: 'p',
  MICROSOFT_APP_TENANT_ID: 't',
  PUBLIC_URL: 'https://caaspp.example.org/',
};

let folder: string;
let files: Record<string, Uint8Array>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'caaspp-package-'));
  const file = join(folder, 'app.zip');
  expect(run([file], environment)).toBe(0);
  files = unzipSync(readFileSync(file));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const manifest = () => JSON.parse(Buffer.from(files['manifest.json']!).toString('utf8'));
/** Width and height stand at the beginning of a PNG. */
const sizeOf = (png: Uint8Array) => {
  const bytes = Buffer.from(png);
  return [bytes.toString('latin1', 1, 4), bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};

describe('the app package of Teams', () => {
  test('holds the manifest and both icons at its root, in the sizes that Teams takes', () => {
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect(sizeOf(files['color.png']!)).toEqual(['PNG', 192, 192]);
    expect(sizeOf(files['outline.png']!)).toEqual(['PNG', 32, 32]);
  });

  test('has a manifest that Microsoft’s own schema takes', async () => {
    const found = manifest();
    expect(found.manifestVersion).toBe('1.25');
    expect(await AppManifestUtils.validateAgainstSchema(found)).toEqual([]);
  });

  test('speaks in private chats, group chats and teams, with commands in each', () => {
    const [bot] = manifest().bots;
    expect(bot.scopes).toEqual(['personal', 'team', 'groupChat']);
    expect(bot.botId).toBe(environment.MICROSOFT_APP_ID);
    for (const { commands } of bot.commandLists) expect(commands.length).toBeGreaterThan(3);
  });

  test('names what is missing', () => {
    const said: string[] = [];
    const write = process.stderr.write;
    process.stderr.write = ((words: string) => said.push(words)) as never;
    try {
      expect(run([join(folder, 'none.zip')], {})).toBe(2);
      expect(run([join(folder, 'none.zip')], { ...environment, PUBLIC_URL: 'http://x.example' })).toBe(2);
      expect(run([join(folder, 'none.zip')], { ...environment, MICROSOFT_APP_ID: 'x' })).toBe(2);
    } finally {
      process.stderr.write = write;
    }
    expect(said.join('')).toMatch(/MICROSOFT_APP_ID is missing[\s\S]*PUBLIC_URL is missing[\s\S]*not the id/);
  });
});
