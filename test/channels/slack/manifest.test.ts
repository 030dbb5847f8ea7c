import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { COMMAND, SHORTCUT_ID } from '../../../src/channels/slack/action-ids.ts';
import type { SlackContext } from '../../../src/channels/slack/context.ts';
import { registerAll } from '../../../src/channels/slack/listeners/index.ts';
import { type Schemas, schemasOf } from './support/slack-types.ts';

const manifest = JSON.parse(readFileSync('manifest.json', 'utf8')) as {
  features: {
    agent_view: { suggested_prompts: unknown[] };
    slash_commands: { command: string }[];
    shortcuts: { callback_id: string }[];
  };
  oauth_config: { scopes: { bot: string[] } };
  settings: { event_subscriptions: { bot_events: string[] } };
};

const text = (maxLength: number, minLength = 1) => ({ minLength, maxLength });

/** Slack's own types say which fields there are and of what kind; their numbers stand in its documentation. */
const NUMBERS: Record<string, Record<string, object>> = {
  ManifestDisplayInformation: {
    name: text(35),
    description: text(140),
    long_description: text(4_000, 175),
    background_color: { pattern: '^#([0-9a-f]{3}|[0-9a-f]{6})$' },
  },
  ManifestFeatures: { slash_commands: { maxItems: 50 }, shortcuts: { maxItems: 10 } },
  ManifestAgentView: { agent_description: text(300), suggested_prompts: { maxItems: 4 } },
  ManifestSuggestedPrompt: { title: text(75), message: text(1_000) },
  ManifestBotUser: { display_name: text(80) },
  ManifestSlashCommand: {
    command: { pattern: '^/[a-z0-9_-]{1,31}$' },
    description: text(2_000),
    usage_hint: text(1_000),
    url: text(3_000),
  },
  ManifestShortcut: { name: text(24), callback_id: text(255), description: text(150) },
  ManifestOAuthScopes: { bot: { uniqueItems: true, maxItems: 255 } },
  ManifestEventSubscriptions: { bot_events: { uniqueItems: true, maxItems: 100 }, request_url: text(3_500) },
};

/** Newer than the types of @slack/web-api 8.2; both came with the agent view. */
const NEWER = { BotScope: ['assistant:write'], ManifestEvent: ['agent_session_stopped'] };

/** What Slack takes in a manifest: generated from the types of its own client, with the numbers and the newest names. */
function manifestSchema(): Schemas {
  const schemas = schemasOf('@slack/web-api', 'dist/types/request/manifest.d.ts', 'Manifest');
  const { definitions } = schemas;
  definitions.Manifest!.additionalProperties = false;
  for (const [name, fields] of Object.entries(NUMBERS))
    for (const [field, numbers] of Object.entries(fields))
      Object.assign(definitions[name]!.properties![field]!, numbers);
  for (const [name, more] of Object.entries(NEWER)) definitions[name]!.enum!.push(...more);
  return schemas;
}

/** Each event with the scope that Slack wants for it; undefined for none. */
const EVENTS: Record<string, string | undefined> = {
  agent_session_stopped: 'assistant:write',
  app_context_changed: 'assistant:write',
  app_home_opened: undefined,
  app_mention: 'app_mentions:read',
  app_uninstalled: undefined,
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  tokens_revoked: undefined,
};

/** Each scope with what it is there for: an event, or methods that are called. */
const SCOPES: Record<string, RegExp> = {
  'app_mentions:read': /app_mention/,
  'assistant:write': /assistant\.threads/,
  'channels:history': /conversations\.replies/,
  'channels:read': /conversations\.info/,
  'chat:write': /chat\.(postMessage|update|postEphemeral)/,
  commands: /app\.(command|shortcut)/,
  'files:write': /filesUploadV2/,
  'groups:history': /conversations\.history/,
  'groups:read': /conversations\.info/,
  'im:history': /conversations\.history/,
  'im:write': /conversations\.open/,
  'users:read': /users\.info/,
  'users:read.email': /profile\?\.email/,
};

/** What the listeners register. */
function registered() {
  const events = new Set<string>();
  const commands: string[] = [];
  const shortcuts: string[] = [];
  const app = {
    event: (name: string) => events.add(name),
    command: (name: string) => commands.push(name),
    shortcut: ({ callback_id }: { callback_id: string }) => shortcuts.push(callback_id),
    action: () => {},
    view: () => {},
  };
  registerAll(app as never, { tools: { log: {} } } as SlackContext);
  return { events: [...events], commands, shortcuts };
}

async function sourceOfSlack(): Promise<string> {
  const { readdirSync } = await import('node:fs');
  return readdirSync('src/channels/slack', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`src/channels/slack/${file}`, 'utf8'))
    .join('\n');
}

describe('manifest.json', () => {
  const takes = new Ajv({ allErrors: true }).compile(manifestSchema());

  test('is one that Slack takes', () => {
    takes(manifest);
    expect(takes.errors ?? []).toEqual([]);
  });

  test.each([
    ['a misspelled field', { featurs: {} }],
    ['an unknown scope', { oauth_config: { scopes: { bot: ['chat:writes'] } } }],
    ['an unknown event', { settings: { event_subscriptions: { bot_events: ['message.imm'] } } }],
    ['a name that is too long', { display_information: { name: 'C'.repeat(36) } }],
    [
      'a command without its slash',
      { features: { slash_commands: [{ command: 'caaspp', description: 'x' }] } },
    ],
    ['the setting of a wrong kind', { settings: { socket_mode_enabled: 'yes' } }],
  ])('would not be taken with %s', (_, change) => {
    expect(takes({ ...manifest, ...change })).toBe(false);
  });

  test('subscribes to known events only, with the scope that each wants', () => {
    for (const event of manifest.settings.event_subscriptions.bot_events) {
      expect(Object.keys(EVENTS)).toContain(event);
      const scope = EVENTS[event];
      if (scope) expect(manifest.oauth_config.scopes.bot).toContain(scope);
    }
  });

  test('asks for known scopes only, and each is used', async () => {
    const source = await sourceOfSlack();
    expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual(Object.keys(SCOPES).toSorted());
    for (const [scope, use] of Object.entries(SCOPES)) expect(source, scope).toMatch(use);
  });

  test('and the listeners name the same events, commands and shortcuts', () => {
    const { events, commands, shortcuts } = registered();
    const subscribed = manifest.settings.event_subscriptions.bot_events.map((name) =>
      name.replace(/^message\..*/, 'message'),
    );
    expect(new Set(subscribed)).toEqual(new Set(events));
    expect(commands).toEqual(manifest.features.slash_commands.map((c) => c.command));
    expect(shortcuts).toEqual(manifest.features.shortcuts.map((s) => s.callback_id));
    expect([commands[0], shortcuts[0]]).toEqual([COMMAND, SHORTCUT_ID]);
  });
});
