import { AwsFaults } from './faults.js';
import { Keys } from './keys.js';
import type { AwsAccount, AwsCall } from './model.js';
import type { Scene } from './operation.js';
import { seedAccounts } from './seed.js';

/** What the simulated AWS knows of Slack. */
export interface AwsOptions {
  /** What a Slack workspace is called. */
  teamName?: (teamId: string) => string;
  /** Workspaces that somebody has authorised in the management account's Support Center before. */
  authorised?: readonly string[];
}

/** The simulated AWS's whole state in one place: three accounts, and the keys that lead into them. */
export class AwsState {
  readonly faults = new AwsFaults();
  readonly region = 'us-east-1';
  /** The one access key that is handed to the app; it belongs to the management account. */
  readonly credentials = {
    accessKeyId: 'AKIASIMULATED0000001',
    secretAccessKey: 'simulated-secret-access-key-of-no-account',
  };
  readonly keys: Keys;
  accounts: AwsAccount[];
  /** Everything that arrived, oldest first. */
  calls: AwsCall[] = [];
  /** By how many milliseconds AWS's clock is ahead of this machine's. */
  skew = 0;
  /** How many entries stand on a page. */
  pageSize = 10;
  /** What a second registration is answered with; AWS does not document it. */
  again: Scene['again'] = 'conflict';
  /** Shorter sessions than were asked for, to see them renewed. */
  sessionSeconds: number | null = null;
  readonly #options: AwsOptions;

  constructor(options: AwsOptions) {
    this.#options = options;
    this.keys = new Keys({ ...this.credentials, account: seedAccounts()[0]?.id ?? '' });
    this.accounts = this.#freshAccounts();
  }

  /** AWS's time, in milliseconds since 1970. */
  now(): number {
    return Date.now() + this.skew;
  }

  /** An account by number or name. */
  account(which: string): AwsAccount {
    const account = this.accounts.find(({ id, name }) => id === which || name === which);
    if (!account) throw new Error(`There is no AWS account called "${which}".`);
    return account;
  }

  get management(): AwsAccount {
    const account = this.accounts.find(({ kind }) => kind === 'management');
    if (!account) throw new Error('There is no management account.');
    return account;
  }

  /** What a person does by hand in the Support Center of an account: lets AWS into a Slack workspace. */
  authorise(teamId: string, account = this.management): void {
    if (account.workspaces.some((workspace) => workspace.teamId === teamId)) return;
    const teamName = this.#options.teamName?.(teamId) ?? teamId;
    account.workspaces.push({ teamId, teamName, forOrganisation: false });
  }

  /** Takes a workspace out of an account, as its Support Center can. */
  withdraw(teamId: string, account = this.management): void {
    account.workspaces = account.workspaces.filter((workspace) => workspace.teamId !== teamId);
  }

  /** What an operation that is called for this account sees. */
  sceneOf(account: AwsAccount): Scene {
    const { management, accounts, pageSize, again } = this;
    return { account, management, accounts, pageSize, again };
  }

  /** The accounts as an app is told of them: the content of its `AWS_ACCOUNTS_FILE`. */
  accountsFile(): Record<string, string>[] {
    return this.accounts.map(({ id, name, kind, role }) => ({
      name,
      accountId: id,
      kind,
      region: this.region,
      ...(role ? { roleArn: `arn:aws:iam::${id}:role/${role.name}`, externalId: role.externalId } : {}),
    }));
  }

  /** The calls of one operation, or all of them. */
  callsOf(operation?: string): readonly AwsCall[] {
    return this.calls.filter((call) => operation === undefined || call.operation === operation);
  }

  /** Back to the seed. Keys that were handed out still lead in: whoever holds them has not been told of anything. */
  reset(): void {
    this.faults.clear();
    this.accounts = this.#freshAccounts();
    Object.assign(this, { calls: [], skew: 0, pageSize: 10, again: 'conflict', sessionSeconds: null });
  }

  #freshAccounts(): AwsAccount[] {
    this.accounts = seedAccounts();
    for (const teamId of this.#options.authorised ?? []) this.authorise(teamId);
    return this.accounts;
  }
}
