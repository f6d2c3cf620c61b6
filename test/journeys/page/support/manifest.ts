/** The manifest of the small app that the page's journeys run against: one command for each thing to be seen. */

const url = 'https://app.example/slack/events';
const commands: readonly (readonly [command: string, description: string, hint?: string])[] = [
  ['/form', 'Opens a form after a loading view', '@somebody'],
  ['/elements', 'Opens a modal with every element'],
  ['/stack', 'Opens modals on top of each other'],
  ['/whisper', 'Answers so that only you see it'],
  ['/card', 'Posts a card with buttons'],
  ['/text', 'Posts whatever stands behind it, un-escaped'],
  ['/silent', 'Never answers'],
];

export const manifest = {
  display_information: { name: 'Showcase' },
  features: {
    bot_user: { display_name: 'Showcase' },
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    slash_commands: commands.map(([command, description, hint]) => ({
      command,
      description,
      url,
      should_escape: true,
      ...(hint === undefined ? {} : { usage_hint: hint }),
    })),
    shortcuts: [{ name: 'Open the form', type: 'global', callback_id: 'open_form', description: 'Opens it' }],
  },
  oauth_config: {
    scopes: {
      bot: [
        'chat:write',
        'chat:write.public',
        'commands',
        'users:read',
        'im:write',
        'channels:history',
        'groups:history',
      ],
      user: ['admin.users:read'],
    },
  },
  settings: {
    org_deploy_enabled: true,
    event_subscriptions: { request_url: url, bot_events: ['app_home_opened'] },
    interactivity: { is_enabled: true, request_url: url, message_menu_options_url: url },
  },
};
