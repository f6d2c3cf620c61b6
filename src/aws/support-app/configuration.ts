import {
  createDefaultUserAgentProvider,
  NODE_APP_ID_CONFIG_OPTIONS,
  NODE_REGION_CONFIG_FILE_OPTIONS,
  NODE_REGION_CONFIG_OPTIONS,
  resolveHostHeaderConfig,
  resolveUserAgentConfig,
  type UserAgentInputConfig,
} from '@aws-sdk/core/client';
import {
  AwsSdkSigV4Signer,
  resolveAwsSdkSigV4Config,
  type AwsSdkSigV4AuthInputConfig,
} from '@aws-sdk/core/httpAuthSchemes';
import { AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { Sha256 } from '@smithy/core/checksum';
import { NoOpLogger } from '@smithy/core/client';
import {
  loadConfig,
  NODE_USE_DUALSTACK_ENDPOINT_CONFIG_OPTIONS,
  NODE_USE_FIPS_ENDPOINT_CONFIG_OPTIONS,
  resolveRegionConfig,
  type RegionInputConfig,
} from '@smithy/core/config';
import { resolveEndpointConfig, type EndpointInputConfig } from '@smithy/core/endpoints';
import { parseUrl, type HttpHandlerUserInput } from '@smithy/core/protocols';
import {
  NODE_MAX_ATTEMPT_CONFIG_OPTIONS,
  NODE_RETRY_MODE_CONFIG_OPTIONS,
  resolveRetryConfig,
  type RetryInputConfig,
} from '@smithy/core/retry';
import { calculateBodyLength, fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import { NodeHttpHandler, streamCollector } from '@smithy/node-http-handler';
import type { HttpAuthOption, HttpAuthScheme, HttpAuthSchemeParameters, Logger, Provider } from '@smithy/types';

import { endpointOf, type SupportAppEndpointParameters } from './endpoint.js';
import { ERROR_REGISTRIES, NAMESPACE } from './schemas.js';

const SERVICE_ID = 'Support App';
const API_VERSION = '2021-08-20';
/** What signatures are made for: another name than that of AWS Support, whose client would be refused here. */
const SIGNING_NAME = 'supportapp';
const SCHEME_ID = 'aws.auth#sigv4';

/** What a client can be told, by the official package's names. */
export type SupportAppClientConfig = RegionInputConfig &
  RetryInputConfig &
  UserAgentInputConfig &
  AwsSdkSigV4AuthInputConfig &
  EndpointInputConfig<SupportAppEndpointParameters> & {
    readonly requestHandler?: HttpHandlerUserInput;
    readonly retryMode?: string | Provider<string>;
    readonly logger?: Logger;
    readonly profile?: string;
  };

/** A client's configuration with everything in its place. */
export type SupportAppClientResolvedConfig = ReturnType<typeof resolveConfiguration>;

/** Fills in what was left open, from the environment and AWS's own files, as every client of AWS does. */
export function resolveConfiguration(given: SupportAppClientConfig) {
  const withUserAgent = resolveUserAgentConfig(defaults(given));
  const withRetries = resolveRetryConfig(withUserAgent);
  const withRegion = resolveRegionConfig(withRetries);
  const withHostHeader = resolveHostHeaderConfig(withRegion);
  const withEndpoint = resolveEndpointConfig(withHostHeader);
  return resolveAwsSdkSigV4Config(withEndpoint);
}

export interface SigningPlace extends HttpAuthSchemeParameters {
  readonly region: string;
}

/** How every request is signed. */
function signingOf({ region }: SigningPlace): HttpAuthOption[] {
  return [
    {
      schemeId: SCHEME_ID,
      signingProperties: { name: SIGNING_NAME, region },
      propertiesExtractor: (config, context) => ({ signingProperties: { config, context } }),
    },
  ];
}

const signatureV4: HttpAuthScheme = {
  schemeId: SCHEME_ID,
  identityProvider: (config) => config.getIdentityProvider(SCHEME_ID),
  signer: new AwsSdkSigV4Signer(),
};

/** Typed by what it says; the steps after it complain about whatever is missing. */
function defaults(given: SupportAppClientConfig) {
  const local = given.profile === undefined ? {} : { profile: given.profile };
  return {
    ...given,
    apiVersion: API_VERSION,
    serviceId: SERVICE_ID,
    defaultSigningName: SIGNING_NAME,
    runtime: 'node',
    logger: given.logger ?? new NoOpLogger(),
    region: given.region ?? loadConfig(NODE_REGION_CONFIG_OPTIONS, { ...NODE_REGION_CONFIG_FILE_OPTIONS, ...local }),
    credentialDefaultProvider: fromNodeProviderChain,
    maxAttempts: given.maxAttempts ?? loadConfig(NODE_MAX_ATTEMPT_CONFIG_OPTIONS, local),
    retryMode: given.retryMode ?? loadConfig(NODE_RETRY_MODE_CONFIG_OPTIONS, local),
    requestHandler: NodeHttpHandler.create(given.requestHandler),
    useDualstackEndpoint: given.useDualstackEndpoint ?? loadConfig(NODE_USE_DUALSTACK_ENDPOINT_CONFIG_OPTIONS, local),
    useFipsEndpoint: given.useFipsEndpoint ?? loadConfig(NODE_USE_FIPS_ENDPOINT_CONFIG_OPTIONS, local),
    userAgentAppId: given.userAgentAppId ?? loadConfig(NODE_APP_ID_CONFIG_OPTIONS, local),
    defaultUserAgentProvider: createDefaultUserAgentProvider({ serviceId: SERVICE_ID, clientVersion: API_VERSION }),
    endpointProvider: given.endpointProvider ?? endpointOf,
    httpAuthSchemeProvider: signingOf,
    httpAuthSchemes: [signatureV4],
    protocol: new AwsRestJsonProtocol({ defaultNamespace: NAMESPACE, errorTypeRegistries: ERROR_REGISTRIES }),
    base64Decoder: fromBase64,
    base64Encoder: toBase64,
    bodyLengthChecker: calculateBodyLength,
    disableHostPrefix: false,
    sha256: Sha256,
    streamCollector,
    urlParser: parseUrl,
    utf8Decoder: fromUtf8,
    utf8Encoder: toUtf8,
  };
}
