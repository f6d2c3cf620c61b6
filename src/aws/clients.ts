import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { LRUCache } from 'lru-cache';

import type { AwsAccountSettings } from '../config/aws.js';
import type { SupportAppSdk } from './load-client.js';

/** How long anything may take: the SDK itself would wait for ever (measured), and so would the role behind it. */
export interface Patience {
  readonly connectionMs: number;
  readonly requestMs: number;
}

export const PATIENCE: Patience = { connectionMs: 2_000, requestMs: 10_000 };

/** Where AWS is and who we are, where that is not left to AWS's own variables and files. */
export interface AwsPlace {
  readonly endpoint?: string;
  readonly stsEndpoint?: string;
  readonly credentials?: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  readonly patience?: Patience;
}

type Client = InstanceType<SupportAppSdk['SupportAppClient']>;

/** The two clients of one account: both with the same credentials, unlike in what they repeat. */
export interface AccountClients {
  /** For reading: three attempts. */
  readonly reader: Client;
  /**
   * For what changes something: one attempt. The SDK would repeat a request whose answer was lost or was an error of
   * AWS's own, and nothing in this service tells a second registration from a first one (DESIGN 6.8).
   */
  readonly writer: Client;
}

/** A role's session is as short as AWS allows: it is for one run. */
const SESSION_SECONDS = 900;
const READ_ATTEMPTS = 3;
/** A client is cheap, its session is not: as many as runs may be under way at once. */
const MOST_CLIENTS = 200;

/** Makes and keeps clients, a pair for each account and session, so that a role is assumed once per run. */
export function clientsFor(
  sdk: SupportAppSdk,
  place: AwsPlace,
): (account: AwsAccountSettings, session: string) => AccountClients {
  const known = new LRUCache<string, AccountClients>({ max: MOST_CLIENTS });
  return (account, session) => {
    const key = `${account.accountId} ${session}`;
    const clients = known.get(key) ?? makeClients(sdk, place, { account, session });
    known.set(key, clients);
    return clients;
  };
}

function makeClients(
  { SupportAppClient }: SupportAppSdk,
  place: AwsPlace,
  { account, session }: { readonly account: AwsAccountSettings; readonly session: string },
): AccountClients {
  const shared = {
    region: account.region,
    requestHandler: handlerOptions(place.patience ?? PATIENCE),
    ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint }),
  };
  const credentials = account.role ? assumed(account.role, account.region, { place, session }) : place.credentials;
  const reader = new SupportAppClient({
    ...shared,
    maxAttempts: READ_ATTEMPTS,
    ...(credentials === undefined ? {} : { credentials }),
  });
  // What the reader has made of the credentials remembers them; so the role is assumed once for both.
  const writer = new SupportAppClient({ ...shared, maxAttempts: 1, credentials: reader.config.credentials });
  return { reader, writer };
}

function assumed(
  role: NonNullable<AwsAccountSettings['role']>,
  region: string,
  { place, session }: { readonly place: AwsPlace; readonly session: string },
): AwsCredentialIdentityProvider {
  return fromTemporaryCredentials({
    params: {
      RoleArn: role.arn,
      ExternalId: role.externalId,
      RoleSessionName: session,
      DurationSeconds: SESSION_SECONDS,
    },
    ...(place.credentials === undefined ? {} : { masterCredentials: place.credentials }),
    clientConfig: {
      region,
      maxAttempts: READ_ATTEMPTS,
      requestHandler: handlerOptions(place.patience ?? PATIENCE),
      ...(place.stsEndpoint === undefined ? {} : { endpoint: place.stsEndpoint }),
    },
  });
}

/**
 * All of these are needed: `requestTimeout` alone only warns, and ends with the headers of an answer; `socketTimeout` is
 * for a body that stops. No connection is kept: calls are rare, and one that AWS has closed meanwhile would look like
 * a lost answer.
 */
export function handlerOptions({ connectionMs, requestMs }: Patience) {
  return {
    connectionTimeout: connectionMs,
    requestTimeout: requestMs,
    socketTimeout: requestMs,
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: false },
    httpsAgent: { keepAlive: false },
  };
}

/** The name under which AWS's own log (CloudTrail) shows who asked: the run's ID, as far as AWS's rules let it. */
export function sessionName(run: string | null): string {
  const name = run === null ? 'gridkeeper' : `gridkeeper-${run}`;
  return name.replace(/[^\w+=,.@-]/gu, '-').slice(0, 64);
}
