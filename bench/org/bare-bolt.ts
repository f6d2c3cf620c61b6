import { App, HTTPReceiver } from '@slack/bolt';
import type { ModalView } from '@slack/web-api';

/*
 * What the app is measured against: a bare Bolt app that makes the same Slack calls for a command, and nothing else. It says
 * that it listens as the app does.
 */

const { SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN, SLACK_API_URL } = process.env;
const title = { type: 'plain_text', text: 'Grant admin' } as const;
const plain = (text: string) => ({ type: 'plain_text', text }) as const;

const loading: ModalView = {
  type: 'modal',
  title,
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'One moment…' } }],
};
const picker = (block_id: string, label: string): ModalView['blocks'][number] => ({
  type: 'input',
  block_id,
  label: plain(label),
  element: { type: 'external_select', action_id: 'value', min_query_length: 0, placeholder: plain(label) },
});
const text = (block_id: string, label: string): ModalView['blocks'][number] => ({
  type: 'input',
  block_id,
  optional: true,
  label: plain(label),
  element: { type: 'plain_text_input', action_id: 'value', placeholder: plain(label) },
});
const form: ModalView = {
  type: 'modal',
  callback_id: 'form',
  title,
  submit: plain('Continue'),
  close: plain('Cancel'),
  blocks: [
    picker('user_id', 'Person'),
    picker('team_id', 'Workspace'),
    text('duration', 'For how long'),
    text('reason', 'Reason'),
  ],
};

const receiver = new HTTPReceiver({ signingSecret: SLACK_SIGNING_SECRET ?? '', endpoints: '/slack/events' });
const app = new App({
  receiver,
  ...(SLACK_BOT_TOKEN ? { token: SLACK_BOT_TOKEN } : {}),
  ...(SLACK_API_URL ? { clientOptions: { slackApiUrl: SLACK_API_URL } } : {}),
});
app.command('/grant-admin', async ({ command, ack, client }) => {
  await ack();
  const { view } = await client.views.open({ trigger_id: command.trigger_id, view: loading });
  await client.users.info({ user: command.user_id });
  await client.views.update({ view_id: view?.id ?? '', view: form });
});
const server = await app.start({ port: Number(process.env['PORT'] ?? 0), host: '127.0.0.1' });
const address = server.address();
console.log(JSON.stringify({ msg: 'listening', port: typeof address === 'object' ? address?.port : 0 }));
console.log(JSON.stringify({ msg: 'ready' }));
process.once('SIGTERM', () => process.exit(0));
