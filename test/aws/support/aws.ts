import { afterAll, beforeAll, beforeEach } from '@jest/globals';

import * as composed from '#aws-support-app';

import type { AwsAccountSettings } from '../../../src/config/aws.js';
import { startAws, type Aws } from '../../../src/simulator/aws/aws.js';

/** A simulated AWS for a file of tests, fresh for each of them. */
export function useAws(): { readonly current: Aws } {
  let aws: Aws | undefined;
  beforeAll(async () => {
    aws = await startAws();
  });
  beforeEach(() => aws?.reset());
  afterAll(() => aws?.stop());
  return {
    get current() {
      if (!aws) throw new Error('The simulated AWS has not been started yet.');
      return aws;
    },
  };
}

export type Sdk = typeof composed;

/** The client of this repository, and AWS's own where it is installed: both have to pass the same tests. */
export async function clientsUnderTest(): Promise<[string, Sdk][]> {
  const name: string = '@aws-sdk/client-support-app';
  const official: Sdk | null = await import(name).catch(() => null);
  return [['the composed client', composed], ...(official ? [['the official client', official] as [string, Sdk]] : [])];
}

/** A client whose patience suits a test. */
export function clientOn(
  { SupportAppClient }: Sdk,
  aws: Aws,
  options: ConstructorParameters<Sdk['SupportAppClient']>[0] = {},
): InstanceType<Sdk['SupportAppClient']> {
  return new SupportAppClient({
    region: 'us-east-1',
    endpoint: aws.url,
    credentials: aws.credentials,
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 300, requestTimeout: 300, socketTimeout: 300, throwOnRequestTimeout: true },
    ...options,
  });
}

/** The simulated accounts as the app's configuration has them. */
export function settingsOf(aws: Aws): AwsAccountSettings[] {
  return aws.accounts.map(({ id, name, kind, role }) => ({
    name,
    accountId: id,
    kind,
    region: 'us-east-1',
    role: role && { arn: `arn:aws:iam::${id}:role/${role.name}`, externalId: role.externalId },
  }));
}

/** What a call was refused with; fails when it was not. */
export async function thrownBy(call: Promise<unknown>): Promise<Error> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('This call went through, and should not have.');
}
