import type { WebAPICallResult, WebClient } from '@slack/web-api';

import type { AwsDoor } from '../../engine/aws.js';
import type { AdminAnswer, Catalogue, Doors } from '../../engine/operation.js';
import type { Admin } from '../../engine/ports.js';
import { calling } from './errors.js';
import type { TokenHealth } from './token-health.js';
import { AskingClient, givenToken, type TokenSource } from './token-source.js';
import { triedOnce, type ClientOptions } from './web-clients.js';

const SYSTEM_ROLES = 'admin.roles.listAssignments';

/** What the app reads with the admin token besides what its operations call. */
const READS: readonly string[] = [
  'auth.test',
  'admin.teams.list',
  'admin.teams.admins.list',
  'admin.teams.owners.list',
  'admin.users.list',
  'admin.users.getExpiration',
  'admin.usergroups.listChannels',
  'admin.conversations.getTeams',
  'admin.conversations.search',
  SYSTEM_ROLES,
];

/** No call over ten seconds: whoever waits for it, and the lease on its run, have to be able to rely on that. */
const TIMEOUT_MS = 10_000;

/**
 * The web client behind which the admin token is. It holds none that anybody could take out, lets through the methods on
 * its list and nothing else, adds no `team_id` that nobody asked for, and tries everything exactly once.
 */
class AdminWebClient extends AskingClient {
  private readonly allowed: ReadonlySet<string>;

  constructor(source: TokenSource, allowed: ReadonlySet<string>, options: ClientOptions) {
    super(source, { ...triedOnce(options, TIMEOUT_MS), allowAbsoluteUrls: false });
    this.allowed = allowed;
  }

  override async apiCall(method: string, options: Record<string, unknown> = {}): Promise<WebAPICallResult> {
    // Methods bind `apiCall` while the parent is constructed; none of them is called before `allowed` is there.
    if (!this.allowed.has(method)) throw new Error(`The admin token is not for ${method}.`);
    return super.apiCall(method, options);
  }
}

/** The one door to the admin token: what goes through it is on the list of the catalogue or one of our reads. */
export interface AdminDoor extends Admin {
  /** Reads with the admin token. Errors are those of `engine/errors/slack-errors.ts`. */
  read<T>(method: string, send: (client: WebClient) => Promise<T>): Promise<T>;
}

export interface DoorOptions extends ClientOptions {
  /** What operations of AWS go through; it has keys of its own. */
  readonly aws: AwsDoor;
  readonly health: TokenHealth;
}

/** Opens the door. The token is asked for at each call and goes into that call and nowhere else. */
export function adminDoor(token: string | TokenSource, catalogue: Catalogue, options: DoorOptions): AdminDoor {
  const allowed = new Set([...READS, ...catalogue.all.map(({ method }) => method)]);
  const client = new AdminWebClient(typeof token === 'string' ? givenToken(token) : token, allowed, options);
  return {
    read: (method, send) => {
      const answer = calling(method, () => send(client));
      // Without this one everything else still works: it says nothing of the token's health.
      return method === SYSTEM_ROLES ? answer : options.health.watch(answer);
    },
    call: (method: string, send: (doors: Doors) => Promise<AdminAnswer>) =>
      method.startsWith('admin.')
        ? options.health.watch(calling(method, () => send({ slack: client, aws: options.aws })))
        : calling(method, () => send({ slack: client, aws: options.aws })),
  };
}
