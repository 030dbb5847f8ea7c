/** The manifest of the Teams app, version 1.25: what Teams is told of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const text = (longest: number) => z.string().trim().min(1).max(longest);

/** `intents/teams-app.yaml`; the lengths are those of Teams. */
const About = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  name: text(30),
  name_full: text(100),
  developer: text(32),
  short: text(80),
  full: text(4_000),
  accent: z.string().regex(/^#[0-9A-F]{6}$/i),
  commands: z
    .array(z.strictObject({ title: text(128), description: text(4_000) }))
    .min(1)
    .max(10),
});
export type About = z.infer<typeof About>;

export function loadAbout(folder = '.'): About {
  return About.parse(parse(readFileSync(join(folder, 'intents/teams-app.yaml'), 'utf8')));
}

const SCOPES = ['personal', 'team', 'groupChat'] as const;

/**
 * @param appId id of the bot's registration, a GUID
 * @param publicUrl where people reach the server, https
 */
export function teamsManifest(about: About, appId: string, publicUrl: string) {
  return {
    $schema: 'https://developer.microsoft.com/en-us/json-schemas/teams/v1.25/MicrosoftTeams.schema.json',
    manifestVersion: '1.25',
    version: about.version,
    id: appId,
    developer: {
      name: about.developer,
      websiteUrl: publicUrl,
      privacyUrl: publicUrl,
      termsOfUseUrl: publicUrl,
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    name: { short: about.name, full: about.name_full },
    description: { short: about.short, full: about.full.replace(/\n+/g, '\n\n') },
    accentColor: about.accent.toUpperCase(),
    bots: [
      {
        botId: appId,
        scopes: [...SCOPES],
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: SCOPES.map((scope) => ({
          scopes: [scope],
          commands: about.commands.map(({ title, description }) => ({ title, description })),
        })),
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [new URL(publicUrl).hostname],
  };
}
