import type { Delivery } from '../delivery/app-link.js';
import { isObject, parseJson } from '../json.js';
import type { SlashCommand } from '../manifest.js';
import { pathOf } from '../manifest.js';
import { respond } from '../messages/respond.js';
import type { Channel } from '../org/model.js';
import { Refusal } from '../refusal.js';
import type { Actor, Client, Reply } from './client.js';
import { breach, failed } from './client.js';
import { withMentions } from './mentions.js';
import { verificationToken } from './payload.js';

/** A slash command as typed: `/grant-admin`, and what follows it. */
export interface Typed {
  command: string;
  text: string;
  channel: Channel;
  thread_ts?: string | undefined;
}

function channelName({ kind, name }: Channel): string {
  if (kind === 'im') return 'directmessage';
  return kind === 'private' ? 'privategroup' : name;
}

function fields(client: Client, actor: Actor, typed: Typed, known: SlashCommand): Record<string, string> {
  const { slack } = client;
  const { person, team } = actor;
  const place = { slack, team, person };
  const target = { person: person.id, channel: typed.channel.id, source: null };
  return {
    token: verificationToken,
    team_id: team,
    team_domain: slack.org.workspace(team).domain,
    enterprise_id: slack.org.id,
    enterprise_name: slack.org.name,
    channel_id: typed.channel.id,
    channel_name: channelName(typed.channel),
    user_id: person.id,
    user_name: person.handle,
    command: typed.command,
    text: known.should_escape ? withMentions(place, typed.text, true) : typed.text,
    api_app_id: slack.org.bot.app_id,
    is_enterprise_install: 'true',
    response_url: client.url() + slack.responseUrls.issue('commands', target),
    trigger_id: slack.triggers.issue({ person: person.id, team, view_id: null }),
  };
}

/** The word Slack's client puts behind `failed with the error`; null when the app took the command. */
function errorWord({ outcome }: Delivery): string | null {
  if (outcome.kind === 'timeout') return 'operation_timeout';
  if (outcome.kind === 'unreachable') return 'dispatch_failed';
  return outcome.status >= 200 && outcome.status < 300 ? null : 'dispatch_failed';
}

/** What came with the `ack()`: nothing, plain words, or a message. */
function showAnswer(client: Client, actor: Actor, typed: Typed, body: string): void {
  if (body.trim() === '') return;
  const parsed = parseJson(body);
  const answer = isObject(parsed) ? parsed : { text: body };
  if (Object.keys(answer).length === 0) return;
  respond(client.slack, { person: actor.person.id, channel: typed.channel.id, source: null }, answer);
}

/** Sends a slash command to the app: https://docs.slack.dev/interactivity/implementing-slash-commands */
export async function runCommand(client: Client, actor: Actor, typed: Typed): Promise<Reply> {
  const known = client.slack.manifest.commands.find(({ command }) => command === typed.command);
  if (!known || !client.slack.isInstalled)
    return failed(client, actor, `${typed.command} is not a valid command.`, null);
  if (typed.thread_ts !== undefined) {
    return failed(client, actor, `${typed.command} is not supported in threads. Sorry!`, null);
  }
  const body = new URLSearchParams(fields(client, actor, typed, known)).toString();
  const delivery = await client.app.send({ kind: 'slash_command', path: pathOf(known.url), body });
  const word = errorWord(delivery);
  if (word !== null) return failed(client, actor, `${typed.command} failed with the error "${word}"`, delivery);
  try {
    if (delivery.outcome.kind === 'answered') showAnswer(client, actor, typed, delivery.outcome.body);
    return { ok: true, delivery };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const problems = error.extra['errors'];
    breach(client, delivery, error.code, Array.isArray(problems) ? problems.map(String) : []);
    return failed(client, actor, `${typed.command} failed with the error "${error.code}"`, delivery);
  }
}
