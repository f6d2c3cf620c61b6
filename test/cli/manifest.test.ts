import { readFile } from 'node:fs/promises';

import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import { manifestOf } from '../../src/cli/manifest-of.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { BOT_SCOPES, userScopes, USER_SCOPES } from '../../src/slack/clients/scopes.js';

/** What Slack publishes of a manifest's limits: docs.slack.dev/reference/app-manifest and slackapi/manifest-schema. */
const Manifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.number() }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140),
    long_description: z.string().min(175).max(4000),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/u),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    // An install on an organisation needs a bot user.
    bot_user: z.strictObject({ display_name: z.string().max(80), always_online: z.boolean() }),
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(24),
          type: z.enum(['global', 'message']),
          callback_id: z.string().min(1).max(255),
          description: z.string().min(1).max(150),
        }),
      )
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z
            .string()
            .regex(/^\/[a-z0-9_-]+$/u)
            .max(32),
          url: z.url(),
          description: z.string().min(1).max(2000),
          usage_hint: z.string().max(1000),
          should_escape: z.literal(true),
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(z.url()).min(1).max(1000),
    scopes: z.strictObject({
      bot: z.array(z.string().regex(/^[a-z.]+(?::[a-z.]+)?$/u)).max(255),
      user: z.array(z.string().regex(/^admin\.[a-z_]+:(?:read|write)$/u)).max(255),
    }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: z.url(), bot_events: z.array(z.string()).max(100) }),
    interactivity: z.strictObject({
      is_enabled: z.literal(true),
      request_url: z.url(),
      message_menu_options_url: z.url(),
    }),
    org_deploy_enabled: z.literal(true),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

describe('the app manifest', () => {
  it('stays within what Slack takes, as committed and with the longest prefix', async () => {
    const committed: unknown = JSON.parse(await readFile('manifest.json', 'utf8'));
    const prefixed = manifestOf(catalogue, { url: 'https://example.com', prefix: 'nine-char' });
    expect(Manifest.safeParse(committed).error).toBeUndefined();
    expect(Manifest.safeParse(prefixed).error).toBeUndefined();
  });

  it('is the one that the catalogue makes', async () => {
    const committed: unknown = JSON.parse(await readFile('manifest.json', 'utf8'));
    expect(committed).toEqual(manifestOf(catalogue, { url: 'https://gridkeeper.example.com', prefix: '' }));
  });

  it('has every command of the catalogue, with the prefix', () => {
    const manifest = Manifest.parse(manifestOf(catalogue, { url: 'https://example.com', prefix: 'acme-' }));
    const commands = manifest.features.slash_commands.map(({ command }) => command);
    expect(commands).toContain('/acme-grant-admin');
    expect(commands).toEqual([
      '/acme-admin',
      ...catalogue.all.flatMap(({ command }) => (command ? `/acme-${command.slice(1)}` : [])),
    ]);
  });

  it('has one global shortcut, to the menu', () => {
    const manifest = Manifest.parse(manifestOf(catalogue, { url: 'https://example.com', prefix: '' }));
    expect(manifest.features.shortcuts.map(({ type, callback_id }) => [type, callback_id])).toEqual([
      ['global', 'admin'],
    ]);
  });

  it('asks for the scopes of the catalogue and of the reads, and for no more', () => {
    const needed = [...Object.keys(USER_SCOPES), ...catalogue.all.flatMap(({ scopes }) => scopes)];
    expect(userScopes(catalogue)).toEqual([...new Set(needed)].sort());
    expect(userScopes(catalogue)).not.toContain('admin.apps:write');
    expect(Object.keys(BOT_SCOPES)).not.toContain('admin.apps:write');
  });

  it('has no address in Socket Mode, but the one to which an install leads back', () => {
    const manifest = manifestOf(catalogue, { url: null, prefix: '', socket: true });
    expect(JSON.stringify(manifest)).not.toMatch(/https?:|"url"|_url/u);
    expect(manifest).toMatchObject({
      settings: { socket_mode_enabled: true, org_deploy_enabled: true, interactivity: { is_enabled: true } },
    });
    const installed = JSON.stringify(
      manifestOf(catalogue, { url: 'https://gk.example.com', prefix: '', socket: true }),
    );
    expect(installed.match(/https:[^"]*/gu)).toEqual(['https://gk.example.com/slack/oauth_redirect']);
    // Everything else is as it is over HTTP.
    const overHttp = JSON.stringify(manifestOf(catalogue, { url: 'https://gk.example.com', prefix: '' }));
    const withoutUrls = overHttp
      .replace(/"(?:url|request_url|message_menu_options_url)":"[^"]*",?/gu, '')
      .replace(',}', '}')
      .replace('"socket_mode_enabled":false', '"socket_mode_enabled":true');
    expect(installed).toBe(withoutUrls);
  });

  it('sends everything to the address it was given', () => {
    const text = JSON.stringify(manifestOf(catalogue, { url: 'https://gk.example.com/ignored', prefix: '' }));
    const urls = text.match(/https:[^"]*/gu) ?? [];
    expect(urls.every((url) => url.startsWith('https://gk.example.com/slack/'))).toBe(true);
  });
});
