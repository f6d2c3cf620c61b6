import type { Catalogue } from '../engine/operation.js';
import { ADMIN, exampleWords, prefixed, SHORTCUT_NAME } from '../forms/help.js';
import { ADMIN_SHORTCUT } from '../forms/menu-view.js';
import { neededScopes } from '../slack/clients/scopes.js';

export interface ManifestOptions {
  /** Where browsers and, without Socket Mode, Slack reach the app, without a path; `null` where nobody does. */
  readonly url: string | null;
  readonly prefix: string;
  /** The app opens connections to Slack, and nothing is sent to an address. */
  readonly socket?: boolean;
}

/** The app manifest (docs.slack.dev/reference/app-manifest): commands and scopes come from the catalogue. */
export function manifestOf(
  catalogue: Catalogue,
  { url, prefix, socket = false }: ManifestOptions,
): Record<string, unknown> {
  const requests = (name: string): Record<string, string> =>
    socket || url === null ? {} : { [name]: new URL('/slack/events', url).href };
  const commands = [
    { command: ADMIN, description: 'Choose from everything you may run.', usage_hint: 'help' },
    ...catalogue.all.flatMap((operation) => {
      const { command, description } = operation;
      return command ? [{ command, description, usage_hint: exampleWords(operation) }] : [];
    }),
  ];
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Gridkeeper',
      description: 'Organisation admin work by slash command: checked, confirmed, approved and audited.',
      long_description:
        'Gridkeeper does the admin work of a Slack organisation by slash command. Whoever may, types a command and fills in a form; the app shows what will change, asks a second person where the policy says so, makes the call, and posts the result to an audit channel. Every step is recorded in a ledger that can be verified.',
      background_color: '#1f3a4d',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'Gridkeeper', always_online: true },
      shortcuts: [
        {
          name: SHORTCUT_NAME,
          type: 'global',
          callback_id: ADMIN_SHORTCUT,
          description: 'Choose from everything you may run.',
        },
      ],
      slash_commands: commands.map(({ command, description, usage_hint }) => ({
        command: prefixed(command, prefix),
        ...requests('url'),
        description,
        usage_hint,
        should_escape: true,
      })),
    },
    oauth_config: {
      ...(url === null ? {} : { redirect_urls: [new URL('/slack/oauth_redirect', url).href] }),
      scopes: neededScopes(catalogue),
    },
    settings: {
      event_subscriptions: { ...requests('request_url'), bot_events: EVENTS },
      interactivity: { is_enabled: true, ...requests('request_url'), ...requests('message_menu_options_url') },
      org_deploy_enabled: true,
      socket_mode_enabled: socket,
      token_rotation_enabled: false,
    },
  };
}

/** What the app listens to besides commands and interactivity. */
const EVENTS = ['app_home_opened', 'app_uninstalled', 'team_access_granted', 'team_access_revoked', 'tokens_revoked'];
