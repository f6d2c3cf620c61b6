import type * as SupportApp from '#aws-support-app';

/** Which client speaks to AWS: the one in this repository, or AWS's own package where it could be installed. */
export type SupportAppClientKind = 'composed' | 'official';

/** What this app uses of either of them. */
export type SupportAppSdk = Pick<
  typeof SupportApp,
  | 'SupportAppClient'
  | 'DeleteSlackWorkspaceConfigurationCommand'
  | 'ListSlackWorkspaceConfigurationsCommand'
  | 'RegisterSlackWorkspaceForOrganizationCommand'
>;

const USED: readonly (keyof SupportAppSdk)[] = [
  'SupportAppClient',
  'DeleteSlackWorkspaceConfigurationCommand',
  'ListSlackWorkspaceConfigurationsCommand',
  'RegisterSlackWorkspaceForOrganizationCommand',
];

const OFFICIAL: string = '@aws-sdk/client-support-app';

/** AWS's own package was asked for and is not there. */
export class NoOfficialClient extends Error {
  constructor(reason: string) {
    super(
      `AWS_SUPPORT_APP_CLIENT is "official", but the package ${OFFICIAL} ${reason}. Install it (npm install ${OFFICIAL}), or unset AWS_SUPPORT_APP_CLIENT to use the client that comes with Gridkeeper.`,
    );
    this.name = 'NoOfficialClient';
  }
}

/** Loads the client of this kind. @throws NoOfficialClient, in words. */
export async function loadClient(kind: SupportAppClientKind, official = OFFICIAL): Promise<SupportAppSdk> {
  if (kind === 'composed') return import('#aws-support-app');
  const loaded: unknown = await import(official).catch((error: unknown) => {
    throw isNotFound(error) ? new NoOfficialClient('is not installed') : error;
  });
  if (!isSdk(loaded)) throw new NoOfficialClient('does not have the classes that are needed');
  return loaded;
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /MODULE_NOT_FOUND/u.test(String(error.code));
}

function isSdk(loaded: unknown): loaded is SupportAppSdk {
  if (typeof loaded !== 'object' || loaded === null) return false;
  const exported = new Map<string, unknown>(Object.entries(loaded));
  return USED.every((name) => typeof exported.get(name) === 'function');
}
