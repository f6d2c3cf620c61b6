export type { ActiveAwsFault, AwsErrorForm, AwsFault } from '../page/aws-api.js';

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
