import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { COMMAND, SHORTCUT_ID } from '../../../src/channels/slack/action-ids.ts';
import type { SlackContext } from '../../../src/channels/slack/context.ts';
import { registerAll } from '../../../src/channels/slack/listeners/index.ts';

const manifest = JSON.parse(readFileSync('manifest.json', 'utf8')) as {
  features: {
    agent_view: { suggested_prompts: unknown[] };
    slash_commands: { command: string }[];
    shortcuts: { callback_id: string }[];
  };
  oauth_config: { scopes: { bot: string[] } };
  settings: { event_subscriptions: { bot_events: string[] } };
};

const text = (maxLength: number, minLength = 1) => ({ type: 'string', minLength, maxLength });
const closed = (properties: Record<string, unknown>, required: string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const flag = { type: 'boolean' };

/** What Slack takes in a manifest, as far as this app uses it: fields, lengths, numbers. */
const SCHEMA = closed(
  {
    display_information: closed(
      {
        name: text(35),
        description: text(140),
        long_description: text(4_000, 175),
        background_color: { type: 'string', pattern: '^#[0-9a-f]{6}$' },
      },
      ['name'],
    ),
    features: closed({
      bot_user: closed({ display_name: text(80), always_online: flag }, ['display_name']),
      app_home: closed({
        home_tab_enabled: flag,
        messages_tab_enabled: flag,
        messages_tab_read_only_enabled: flag,
      }),
      agent_view: closed(
        {
          agent_description: text(300),
          suggested_prompts: {
            type: 'array',
            maxItems: 4,
            items: closed({ title: text(75), message: text(1_000) }, ['title', 'message']),
          },
          actions: { type: 'array', items: closed({ name: text(75), description: text(300) }) },
        },
        ['agent_description'],
      ),
      slash_commands: {
        type: 'array',
        maxItems: 50,
        items: closed(
          {
            command: { type: 'string', pattern: '^/[a-z0-9_-]{1,31}$' },
            description: text(2_000),
            usage_hint: text(1_000),
            should_escape: flag,
            url: text(3_000),
          },
          ['command', 'description'],
        ),
      },
      shortcuts: {
        type: 'array',
        maxItems: 10,
        items: closed(
          {
            name: text(24),
            type: { enum: ['message', 'global'] },
            callback_id: text(255),
            description: text(150),
          },
          ['name', 'type', 'callback_id', 'description'],
        ),
      },
    }),
    oauth_config: closed({
      redirect_urls: { type: 'array' },
      scopes: closed({ bot: { type: 'array', uniqueItems: true, items: text(50) } }),
    }),
    settings: closed({
      event_subscriptions: closed({
        request_url: text(3_500),
        bot_events: { type: 'array', uniqueItems: true, maxItems: 100, items: text(50) },
      }),
      interactivity: closed({ is_enabled: flag, request_url: text(3_500) }, ['is_enabled']),
      org_deploy_enabled: flag,
      socket_mode_enabled: flag,
      token_rotation_enabled: flag,
    }),
  },
  ['display_information'],
);

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
  test('is one that Slack takes', () => {
    const ajv = new Ajv({ allErrors: true });
    const valid = ajv.validate(SCHEMA, manifest);
    expect(ajv.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
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
