import type { AdminAnswer } from './reading/answer.js';

/** An AWS account that the operator has configured (`AWS_ACCOUNTS_FILE`, DESIGN section 7). */
export interface AwsAccount {
  readonly accountId: string;
  readonly name: string;
  readonly kind: 'management' | 'member';
}

/** What AWS answers about one workspace of one account. */
export interface AwsRegistered extends AdminAnswer {
  readonly accountType: string | null;
  readonly teamId: string;
  readonly teamName: string | null;
  /** Whether it stood there before, found by reading AWS's list. */
  readonly already: boolean;
}

export interface AwsWorkspace {
  readonly teamId: string;
  readonly teamName: string | null;
  readonly allowOrganizationMemberAccount: boolean | null;
}

/**
 * Whether an entry of an account's list is a registration. In the management account a workspace is listed as soon as
 * somebody has authorised it in the Support Center; for the organisation it counts only once members may register it.
 */
export function isRegistered(kind: AwsAccount['kind'], entry: AwsWorkspace | undefined): boolean {
  if (!entry) return false;
  return kind === 'member' || entry.allowOrganizationMemberAccount !== false;
}

/** How a workspace stands with an account: `listed` is a management account's workspace that is authorised and no more. */
export type AwsStanding = 'registered' | 'listed' | 'absent';

/** The AWS Support App's operations that people can run. Errors are those of `slack-errors.ts`, with AWS's own codes. */
export interface AwsDoor {
  /** Management account first, as members depend on it. Empty where nothing is configured. */
  readonly accounts: readonly AwsAccount[];
  /** Registers a workspace with an account; one that is there already is success, told by AWS's list. */
  register(account: string, workspace: string, run: string): Promise<AwsRegistered>;
  unregister(account: string, workspace: string, run: string): Promise<AdminAnswer>;
  list(account: string): Promise<readonly AwsWorkspace[]>;
}

/** Where no AWS account is configured. */
export const NO_AWS: AwsDoor = {
  accounts: [],
  register: () => Promise.reject(new Error('No AWS account is configured.')),
  unregister: () => Promise.reject(new Error('No AWS account is configured.')),
  list: () => Promise.reject(new Error('No AWS account is configured.')),
};
