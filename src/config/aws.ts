/** An AWS account with the way into it; `role` is null where our own keys belong to the account itself. */
export interface AwsAccountSettings {
  readonly name: string;
  readonly accountId: string;
  readonly kind: 'management' | 'member';
  readonly region: string;
  readonly role: { readonly arn: string; readonly externalId: string } | null;
}

/** Reads the file of AWS accounts, or says what is wrong with it, a sentence each; `aws/accounts.ts` does it. */
export type ReadAwsAccounts = (
  file: string,
  rules: { readonly anyRegion: boolean },
) => { readonly accounts: readonly AwsAccountSettings[] } | { readonly problems: readonly string[] };

export interface AwsConfig {
  readonly accounts: readonly AwsAccountSettings[];
  /** User IDs of those who may run AWS operations. Empty: nobody may. */
  readonly operators: readonly string[];
  readonly client: 'composed' | 'official';
}

/** The accounts, or what is wrong with the file of them. Which regions AWS Support App answers in is known of AWS only, not of what an endpoint of one's own leads to. */
export function awsAccounts(
  env: Record<string, string | undefined>,
  readAwsAccounts: ReadAwsAccounts,
): { readonly accounts: readonly AwsAccountSettings[] | null; readonly problems: readonly string[] } {
  const file = env['AWS_ACCOUNTS_FILE'];
  if (file === undefined) {
    const alone =
      env['AWS_OPERATORS'] === undefined
        ? []
        : ['AWS_OPERATORS is set, but AWS_ACCOUNTS_FILE is not: say in it which accounts there are, or unset both.'];
    return { accounts: null, problems: alone };
  }
  const read = readAwsAccounts(file, { anyRegion: env['AWS_ENDPOINT_URL_SUPPORT_APP'] !== undefined });
  return 'problems' in read ? { accounts: null, problems: read.problems } : { accounts: read.accounts, problems: [] };
}
