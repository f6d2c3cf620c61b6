import {
  getHostHeaderPlugin,
  getLoggerPlugin,
  getRecursionDetectionPlugin,
  getUserAgentPlugin,
} from '@aws-sdk/core/client';
import {
  DefaultIdentityProviderConfig,
  getHttpAuthSchemeEndpointRuleSetPlugin,
  getHttpSigningPlugin,
} from '@smithy/core';
import { Client } from '@smithy/core/client';
import { getContentLengthPlugin } from '@smithy/core/protocols';
import { getRetryPlugin } from '@smithy/core/retry';
import { getSchemaSerdePlugin } from '@smithy/core/schema';
import type { HttpHandlerOptions, MetadataBearer } from '@smithy/types';

import {
  resolveConfiguration,
  type SigningPlace,
  type SupportAppClientConfig,
  type SupportAppClientResolvedConfig,
} from './configuration.js';

/** A client of AWS Support App: AWS's own runtime, put together for this service. */
export class SupportAppClient extends Client<
  HttpHandlerOptions,
  object,
  MetadataBearer,
  SupportAppClientResolvedConfig
> {
  constructor(given: SupportAppClientConfig = {}) {
    super(resolveConfiguration(given));
    this.initConfig = this.config;
    const { config, middlewareStack } = this;
    middlewareStack.use(getSchemaSerdePlugin(config));
    middlewareStack.use(getUserAgentPlugin(config));
    middlewareStack.use(getRetryPlugin(config));
    middlewareStack.use(getContentLengthPlugin(config));
    middlewareStack.use(getHostHeaderPlugin(config));
    middlewareStack.use(getLoggerPlugin(config));
    middlewareStack.use(getRecursionDetectionPlugin(config));
    middlewareStack.use(
      getHttpAuthSchemeEndpointRuleSetPlugin(config, {
        httpAuthSchemeParametersProvider: async ({ region }): Promise<SigningPlace> => ({ region: await region() }),
        identityProviderConfigProvider: async ({ credentials }) =>
          new DefaultIdentityProviderConfig({ 'aws.auth#sigv4': credentials }),
      }),
    );
    middlewareStack.use(getHttpSigningPlugin(config));
  }
}
