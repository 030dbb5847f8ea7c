/** The drawing of design.md, kept true: who may import whom, and who may look at the clock. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

interface SourceFile {
  /** Below src, such as rules/calendar.ts. */
  path: string;
  code: string;
  /** Packages by name, own files by their path below src. */
  imports: string[];
}

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+|\brequire\s*\(\s*)['"]([^'"]+)['"]/g;

function readSources(): SourceFile[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.[jt]s$/.test(path) && !path.startsWith('channels/web/public'))
    .map((path) => {
      const code = readFileSync(join('src', path), 'utf8');
      const imports = [...code.matchAll(IMPORT)].map(([, name = '']) =>
        name.startsWith('.') ? relative('src', normalize(join('src', dirname(path), name))) : name,
      );
      return { path, code, imports };
    });
}

const sources = readSources();
const inRoom = (path: string, rooms: readonly string[]) => rooms.some((room) => path.startsWith(`${room}/`));
/** Code without its comments: a word about the clock is no look at it. */
const bareCode = (code: string) => code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');

const CORE = ['assistant', 'knowledge', 'search', 'rules', 'forms', 'escalation', 'planning'];
const SLACK = /^@slack\//;
const TEAMS = /^(botbuilder|botframework|adaptivecards)/;
const HTTP = /^(express$|(node:)?(http|https|http2|net|tls)$)/;
const SQL = /^(kysely|pg|better-sqlite3|@electric-sql\/)/;

/** Imports of `path` that a pattern forbids, as sentences. */
function breaches(
  rooms: readonly string[],
  forbidden: (name: string, file: SourceFile) => boolean,
): string[] {
  return sources
    .filter((file) => inRoom(file.path, rooms))
    .flatMap((file) =>
      file.imports.filter((name) => forbidden(name, file)).map((name) => `${file.path} imports ${name}`),
    );
}

describe('the house', () => {
  test('is read: the test sees files and their imports', () => {
    expect(sources.length).toBeGreaterThan(40);
    expect(sources.find((f) => f.path === 'assistant/assistant.ts')?.imports).toContain(
      'assistant/converse.ts',
    );
  });

  test('the core imports nothing of Slack, Teams, HTTP or SQL', () => {
    expect(breaches(CORE, (name) => [SLACK, TEAMS, HTTP, SQL].some((p) => p.test(name)))).toEqual([]);
  });

  test('the core imports no channel, no store, no server and no settings', () => {
    const outside = /^(channels\/|store\/|http\/|config\/|main\.ts|app\.ts|server\.ts)/;
    expect(breaches(CORE, (name) => outside.test(name))).toEqual([]);
  });

  test('a channel imports no other channel', () => {
    const channelOf = (path: string) => path.match(/^channels\/([^/]+)\//)?.[1];
    const found = sources
      .filter((file) => channelOf(file.path))
      .flatMap((file) =>
        file.imports
          .filter((name) => channelOf(name) && channelOf(name) !== channelOf(file.path))
          .map((name) => `${file.path} imports ${name}`),
      );
    expect(found).toEqual([]);
  });

  test('each platform is known to its own channel only', () => {
    const elsewhere = (room: string, platform: RegExp) =>
      sources
        .filter((file) => !file.path.startsWith(room))
        .flatMap((file) =>
          file.imports.filter((n) => platform.test(n)).map((n) => `${file.path} imports ${n}`),
        );
    expect(elsewhere('channels/slack/', SLACK)).toEqual([]);
    expect(elsewhere('channels/teams/', TEAMS)).toEqual([]);
    expect(elsewhere('store/', SQL)).toEqual([]);
  });

  test('heavy platforms are loaded by import() only, when they are configured', () => {
    const statically = sources
      .filter((file) => !/^channels\/(slack|teams)\//.test(file.path))
      .filter((file) => /from\s*['"][^'"]*\/(slack|teams)\//.test(bareCode(file.code)))
      .map((file) => file.path);
    expect(statically).toEqual([]);
  });

  test('rules and search read no clock and no environment', () => {
    const looks =
      /\bDate\.now\b|\bnew Date\(\s*\)|\bprocess\.(env|hrtime|uptime)\b|\bperformance\.now\b|\bTemporal\.Now\b|['"]node:process['"]/;
    const found = sources
      .filter((file) => inRoom(file.path, ['rules', 'search']) && looks.test(bareCode(file.code)))
      .map((file) => file.path);
    expect(found).toEqual([]);
    expect(breaches(['rules', 'search'], (name) => name === 'clock.ts')).toEqual([]);
  });
});
