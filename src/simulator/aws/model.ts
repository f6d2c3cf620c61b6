/** A Slack workspace as an account has it. */
export interface AwsWorkspace {
  teamId: string;
  teamName: string;
  /** In the management account: registered, so that members may register it too. */
  forOrganisation: boolean;
}

/** A Slack channel that an account has connected. */
export interface AwsChannel {
  teamId: string;
  channelId: string;
  channelName?: string | undefined;
  notifyOnCreateOrReopenCase?: boolean | undefined;
  notifyOnAddCorrespondenceToCase?: boolean | undefined;
  notifyOnResolveCase?: boolean | undefined;
  notifyOnCaseSeverity: 'none' | 'all' | 'high';
  channelRoleArn: string;
  /** A chat with AWS Support is open in it. */
  liveChat: boolean;
}

/** One AWS account with everything AWS Support App keeps for it. */
export interface AwsAccount {
  id: string;
  name: string;
  kind: 'management' | 'member';
  /** An account that has left the organisation is refused. */
  inOrganisation: boolean;
  /** The role by which others get in, and what they have to say; null where nobody gets in. */
  role: { name: string; externalId: string } | null;
  /** Operations that callers in this account may not call. */
  denied: string[];
  alias: string | null;
  workspaces: AwsWorkspace[];
  channels: AwsChannel[];
}

/** One request that reached the simulated AWS. */
export interface AwsCall {
  at: string;
  service: 'supportapp' | 'sts';
  operation: string;
  /** Whose account was meant; null where the signature did not say. */
  account: string | null;
  /** The name of the session, where temporary credentials were used. */
  session: string | null;
  region: string | null;
  arguments: Record<string, unknown>;
  status: number | null;
  error: string | null;
}

/** One way in which AWS can be made to misbehave. */
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
  form?: ErrorForm;
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
export type ErrorForm = 'header' | 'header_url' | 'header_namespace' | 'type' | 'code';
