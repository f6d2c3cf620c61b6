/** The manifest of the app under test: small, but with everything a simulated Slack acts on. */
export const manifest = {
  display_information: { name: 'Test App' },
  features: {
    bot_user: { display_name: 'Test App' },
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    slash_commands: [
      {
        command: '/plain',
        description: 'Answers plainly',
        url: 'https://app.example/slack/events',
        should_escape: false,
      },
      {
        command: '/modal',
        description: 'Opens a modal',
        url: 'https://app.example/slack/events',
        should_escape: true,
        usage_hint: '@somebody',
      },
      { command: '/slow', description: 'Takes its time', url: 'https://app.example/slack/events' },
      { command: '/nobody', description: 'No listener', url: 'https://app.example/slack/nowhere' },
    ],
    shortcuts: [{ name: 'Open it', type: 'global', callback_id: 'open_it', description: 'Opens it' }],
  },
  oauth_config: {
    scopes: {
      bot: [
        'chat:write',
        'chat:write.public',
        'commands',
        'users:read',
        'users:read.email',
        'team:read',
        'channels:read',
        'channels:history',
        'channels:join',
        'groups:read',
        'groups:history',
        'im:read',
        'im:write',
        'im:history',
        'mpim:read',
        'usergroups:read',
        'files:write',
      ],
      user: [
        'admin.users:read',
        'admin.users:write',
        'admin.teams:read',
        'admin.teams:write',
        'admin.usergroups:read',
        'admin.usergroups:write',
        'admin.conversations:read',
        'admin.conversations:write',
        'users:read',
      ],
    },
  },
  settings: {
    org_deploy_enabled: true,
    event_subscriptions: { request_url: 'https://app.example/slack/events', bot_events: ['app_home_opened'] },
    interactivity: {
      is_enabled: true,
      request_url: 'https://app.example/slack/events',
      message_menu_options_url: 'https://app.example/slack/events',
    },
  },
};
