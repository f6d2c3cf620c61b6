import { z } from 'zod';

const Command = z.object({
  command: z.string(),
  description: z.string().default(''),
  usage_hint: z.string().default(''),
  should_escape: z.boolean().default(false),
  url: z.string().optional(),
});

const Shortcut = z.object({ name: z.string(), type: z.enum(['global', 'message']), callback_id: z.string() });

const AppHome = z.object({
  home_tab_enabled: z.boolean().default(false),
  messages_tab_enabled: z.boolean().default(false),
});

const Subscriptions = z.object({
  request_url: z.string().optional(),
  bot_events: z.array(z.string()).default([]),
});

const Interactivity = z.object({
  is_enabled: z.boolean().default(false),
  request_url: z.string().optional(),
  message_menu_options_url: z.string().optional(),
});

const Scopes = z.object({ bot: z.array(z.string()).default([]), user: z.array(z.string()).default([]) });

/** The parts of an app's manifest a Slack acts on: https://docs.slack.dev/reference/app-manifest */
const ManifestFile = z.object({
  display_information: z.object({ name: z.string() }),
  features: z
    .object({
      bot_user: z.object({ display_name: z.string() }).optional(),
      app_home: AppHome.prefault({}),
      slash_commands: z.array(Command).default([]),
      shortcuts: z.array(Shortcut).default([]),
    })
    .prefault({}),
  oauth_config: z.object({ scopes: Scopes.prefault({}), redirect_urls: z.array(z.string()).default([]) }).prefault({}),
  settings: z
    .object({ event_subscriptions: Subscriptions.prefault({}), interactivity: Interactivity.prefault({}) })
    .prefault({}),
});

/** A command as the manifest has it. */
export type SlashCommand = z.infer<typeof Command>;

/** What the simulator knows of the app: its manifest, and nothing else. */
export interface Manifest {
  name: string;
  botName: string;
  commands: readonly SlashCommand[];
  shortcuts: readonly z.infer<typeof Shortcut>[];
  scopes: { bot: readonly string[]; user: readonly string[] };
  home: z.infer<typeof AppHome>;
  events: readonly string[];
  interactive: boolean;
  /** Paths below the app's address, taken from the manifest's request URLs. */
  paths: { interactivity: string; options: string; events: string; redirects: readonly string[] };
}

const usualPath = '/slack/events';

/** The path of a request URL of the manifest; the host in it is where the app runs for real, not here. */
export function pathOf(url: string | undefined): string {
  if (url === undefined || !URL.canParse(url)) return usualPath;
  return new URL(url).pathname;
}

/** Reads a manifest as `JSON.parse` gives it; throws with every problem in words when it is none. */
export function readManifest(file: unknown): Manifest {
  const parsed = ManifestFile.safeParse(file);
  if (!parsed.success) throw new Error(`This is no app manifest:\n${z.prettifyError(parsed.error)}`);
  const { display_information, features, oauth_config, settings } = parsed.data;
  const { interactivity, event_subscriptions } = settings;
  return {
    name: display_information.name,
    botName: features.bot_user?.display_name ?? display_information.name,
    commands: features.slash_commands,
    shortcuts: features.shortcuts,
    scopes: oauth_config.scopes,
    home: features.app_home,
    events: event_subscriptions.bot_events,
    interactive: interactivity.is_enabled,
    paths: {
      interactivity: pathOf(interactivity.request_url),
      options: pathOf(interactivity.message_menu_options_url ?? interactivity.request_url),
      events: pathOf(event_subscriptions.request_url),
      redirects: oauth_config.redirect_urls.map((url) => new URL(url).pathname),
    },
  };
}
