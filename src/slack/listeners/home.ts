import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';

import { code, strong, toMrkdwn, words } from '../../engine/words.js';
import { calling } from '../errors.js';
import type { Desk } from '../desk.js';

/** The app's Home: what it is, what can be typed, and whom to ask. */
export function listenToHome(app: App, desk: Desk, client: WebClient): void {
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab !== 'home') return;
    const commands = desk.ports.catalogue.all.flatMap(({ command, description }) =>
      command ? [words`${code(`/${desk.commandPrefix}${command.slice(1)}`)}  ${description}`] : [],
    );
    const text = [
      words`${strong('Gridkeeper')} does the organisation’s admin work by slash command. Type one of these anywhere in Slack; add ${code('help')} to read more.`,
      ...commands,
      words`Org owners and org admins can run them. Nothing happens before you have seen what will change and confirmed it, and everything is recorded in the audit channel.`,
    ].map((line) => toMrkdwn(line, {}));
    const section = (lines: string): { type: 'section'; text: { type: 'mrkdwn'; text: string } } => ({
      type: 'section',
      text: { type: 'mrkdwn', text: lines },
    });
    await calling('views.publish', () =>
      client.views.publish({ user_id: event.user, view: { type: 'home', blocks: text.map(section) } }),
    );
  });
}
