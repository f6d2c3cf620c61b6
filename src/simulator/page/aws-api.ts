/** What the page and the simulated AWS say to each other, below `/control/aws/`. Types only, as in `api.ts`. */

/** One way in which AWS can be made to misbehave: `POST /control/aws/faults`. */
export interface AwsFault {
  /** An operation's name, `AssumeRole`, or `*` for every one. */
  operation: string;
  /** By number: only calls that are meant for this account. Absent: those of every account. */
  account?: string;
  fault:
    'error' | 'rate_limited' | 'http_500' | 'html' | 'not_json' | 'slow' | 'hang' | 'stall' | 'reset' | 'reply_lost';
  /** For `error` and `rate_limited`: AWS's code. */
  error?: string;
  /** Overrides the status that belongs to the code. */
  status?: number;
  /** Where the code stands in the answer. Default `header`. */
  form?: AwsErrorForm;
  /** For `slow`: milliseconds before the answer. Default 2000. */
  delay_ms?: number;
  /** How many calls it hits. Absent: every call until the faults are cleared. */
  times?: number;
}

/** A fault in force, and how many calls it will still hit; null is every call. */
export interface ActiveAwsFault extends AwsFault {
  id: string;
  left: number | null;
}

/** The places in which AWS's services have put an error's code. */
export type AwsErrorForm = 'header' | 'header_url' | 'header_namespace' | 'type' | 'code';

/** What can be chosen: `GET /control/aws/operations`. */
export interface AwsKnown {
  readonly operations: readonly string[];
  /** AWS's documented codes first, then those of its keys and roles. */
  readonly errors: readonly string[];
}

/** An account as `GET /control/aws/accounts` shows it; `POST` changes it by hand, as its Support Center would. */
export interface AwsAccountState {
  readonly id: string;
  readonly name: string;
  readonly kind: 'management' | 'member';
  readonly workspaces: readonly {
    readonly teamId: string;
    readonly teamName: string;
    readonly forOrganisation: boolean;
  }[];
}

/** Somebody authorises a workspace in an account's Support Center, or takes it out. */
export interface ChangeAwsAccount {
  account: string;
  authorise?: string;
  withdraw?: string;
}

/** One request that reached the simulated AWS: `GET /control/aws/calls`. */
export interface AwsCallMade {
  readonly at: string;
  readonly operation: string;
  readonly account: string | null;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly status: number | null;
  readonly error: string | null;
}
