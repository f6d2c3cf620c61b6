import type { App } from '@slack/bolt';
import { z } from 'zod';

import { namesOfPeople } from '../../engine/organisation/directory.js';
import type { EventOfSlack, Installations, StoredToken } from '../../engine/installation.js';
import { orgRank } from '../../engine/organisation/people.js';
import { isAtLeast } from '../../engine/organisation/ranks.js';
import { person, toMrkdwn, words, type Words } from '../../engine/words.js';
import type { Logger } from '../../telemetry/log.js';
import { apology, type Desk } from '../desk.js';
import { withPatience } from '../clients/patience.js';
import { alertOfAnswer, askingAbout } from './alerts.js';
import type { Installed } from './installation.js';
import { toOwners } from '../../engine/owner-messages.js';
import { ACCEPT, REFUSE } from './telling-owners.js';

export interface InstallListenerOptions {
  readonly desk: Desk;
  readonly log: Logger;
  /** `null` where tokens were given by hand: then the events are for the log only. */
  readonly installed: Installed | null;
  readonly onForeigner: (who: { enterpriseId: string | null; userId: string | null }) => Promise<void>;
}

/** Slack's envelope around an event, as far as it says which one, of whom and when. */
const Envelope = z.object({
  event_id: z.string(),
  event_time: z.number(),
  enterprise_id: z.string().nullish(),
  authorizations: z.array(z.object({ enterprise_id: z.string().nullish() })).nullish(),
});
const Ids = z.array(z.string()).nullish();
const TokensRevoked = z.object({ tokens: z.object({ oauth: Ids, bot: Ids }) });
const Teams = z.object({ team_ids: z.array(z.string()) });

/** What happens to the install itself: taken off, tokens revoked, workspaces added; and org owners' yes to a token. */
export function listenToInstall(app: App, options: InstallListenerOptions): void {
  app.event('app_uninstalled', async ({ body }) => revoked(options, body, 'everything'));
  app.event('tokens_revoked', async ({ body, event }) => {
    const read = TokensRevoked.safeParse(event);
    if (!read.success) return;
    const { oauth, bot } = read.data.tokens;
    await revoked(options, body, { users: oauth ?? [], bots: bot ?? [] });
  });
  for (const [type, kind] of [
    ['team_access_granted', 'install.workspaces_added'],
    ['team_access_revoked', 'install.workspaces_removed'],
  ] as const) {
    app.event(type, async ({ body, event }) => {
      const ours = await eventOfOurs(options, body, type);
      const teams = Teams.safeParse(event);
      if (!ours || !teams.success) return;
      options.log.info({ type, teams: teams.data.team_ids }, 'the app’s workspaces have changed');
      const entry = { kind, actor: null, detail: { team_ids: teams.data.team_ids } };
      await options.installed?.installations.note(options.desk.ports.enterpriseId, ours, entry);
    });
  }
  for (const [action, accepted] of [
    [ACCEPT, true],
    [REFUSE, false],
  ] as const) {
    app.action(action, async ({ ack, body, action: pressed, respond }) => {
      await ack();
      if (pressed.type !== 'button') return;
      const asks = pressed.value ?? '';
      const tell = (says: Words, over: boolean): Promise<unknown> =>
        respond({
          response_type: 'ephemeral',
          replace_original: over,
          text: toMrkdwn(says, namesOfPeople(options.desk.ports.directory, says)),
        });
      await options.desk.jobs.run(() => answer(options, { by: body.user.id, asks, accepted, tell }));
    });
  }
}

/** These two events come past `authorize`, so whose they are is looked at here. */
async function eventOfOurs(
  { desk, onForeigner }: InstallListenerOptions,
  body: unknown,
  type: string,
): Promise<EventOfSlack | null> {
  const read = Envelope.safeParse(body);
  if (!read.success) return null;
  const { event_id: id, event_time, enterprise_id, authorizations } = read.data;
  const enterpriseId = enterprise_id ?? authorizations?.[0]?.enterprise_id ?? null;
  if (enterpriseId !== desk.ports.enterpriseId) {
    await onForeigner({ enterpriseId, userId: null });
    return null;
  }
  return { id, type, at: new Date(event_time * 1000) };
}

async function revoked(
  options: InstallListenerOptions,
  body: unknown,
  what: Parameters<Installations['forget']>[1],
): Promise<void> {
  const { desk, log, installed } = options;
  const type = what === 'everything' ? 'app_uninstalled' : 'tokens_revoked';
  const event = await eventOfOurs(options, body, type);
  if (!event) return;
  if (!installed) {
    log.error(
      { alert: 'installation', type },
      'Slack says that tokens of this app were revoked: install it again and put the new tokens into SLACK_BOT_TOKEN and SLACK_ADMIN_TOKEN',
    );
    return;
  }
  const gone = await installed.installations.forget(desk.ports.enterpriseId, what, event.at, event);
  await installed.look();
  if (gone.length > 0) {
    log.error(
      { alert: 'installation', type, gone },
      'tokens of this app were revoked: an org owner has to open /slack/install',
    );
  }
}

interface Answer {
  readonly by: string;
  readonly asks: string;
  readonly accepted: boolean;
  readonly tell: (says: Words, over: boolean) => Promise<unknown>;
}

async function answer(options: InstallListenerOptions, given: Answer): Promise<void> {
  const { desk, installed } = options;
  try {
    if (installed) await decide(options, installed, given);
  } catch (error) {
    await given.tell(apology(desk, null, error), false);
  }
}

/** Who presses is read anew at the press; what they press about is looked up. */
async function decide(options: InstallListenerOptions, installed: Installed, given: Answer): Promise<void> {
  const { by, asks, accepted, tell } = given;
  const { ports } = options.desk;
  await installed.tokens.reload();
  const token = installed.tokens.waiting().find((one) => askingAbout(one.userId, one.installedAt) === asks);
  if (!token) {
    await tell(words`This has been decided already, or the app was installed again since.`, true);
    return;
  }
  const presser = await withPatience(
    ports.clock,
    async () => undefined,
    () => ports.readAnew().person(by),
  );
  if (!isAtLeast(orgRank(presser), 'org_owner')) {
    await tell(words`Only an org owner can decide this. Your press changes nothing.`, false);
    return;
  }
  if (token.userId === by) {
    await tell(words`You cannot agree to your own token; another org owner can. Your press changes nothing.`, false);
    return;
  }
  const done = await settled(options, installed, { token, given });
  const outcome = accepted
    ? words`Done: the app works with the rights of ${person(token.userId)} from now on. Every org owner is told.`
    : words`Done: the token of ${person(token.userId)} has been thrown away. Every org owner is told.`;
  await tell(done ? outcome : words`This has been decided already.`, true);
}

async function settled(
  { desk, log }: InstallListenerOptions,
  { installations, look, revoke }: Pick<Installed, 'installations' | 'look' | 'revoke'>,
  { token, given }: { token: StoredToken; given: Answer },
): Promise<boolean> {
  const { enterpriseId, clock, directory } = desk.ports;
  const { by, asks, accepted } = given;
  const { userId: user, kind, version } = token;
  const about = alertOfAnswer({ by, user, accepted, asks });
  const written = {
    at: clock.now(),
    entries: [{ kind: accepted ? 'install.accepted' : 'install.declined', actor: by, detail: { user_id: user } }],
    messages: toOwners(directory, about, [user]),
  };
  const place = { enterpriseId, kind, userId: user };
  const done = accepted
    ? await installations.use(place, version, written)
    : await installations.discard(place, version, written);
  if (!done) return false;
  log.info({ by, user, accepted }, 'an org owner decided about a token that waited');
  await look();
  if (!accepted) await revoke(token.token);
  desk.upkeep.tell();
  return true;
}
