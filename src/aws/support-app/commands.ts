import { makeBuilder } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';
import type { MetadataBearer } from '@smithy/types';

import type { SupportAppClientResolvedConfig } from './configuration.js';
import { ENDPOINT_PARAMETERS } from './endpoint.js';
import type * as models from './models.js';
import { OPERATIONS } from './schemas.js';

const builder = makeBuilder<SupportAppClientResolvedConfig, object, MetadataBearer>(
  ENDPOINT_PARAMETERS,
  'SupportApp',
  'SupportAppClient',
  getEndpointPlugin,
);

/** The class of one operation's command; whoever extends it gives it its official name. */
const command = <Request extends object, Result extends object>(name: keyof typeof OPERATIONS) =>
  builder<Request, Result & MetadataBearer>({}, () => [], name, OPERATIONS[name]);

/** Connects a channel of an added workspace to the calling account. */
export class CreateSlackChannelConfigurationCommand extends command<
  models.CreateSlackChannelConfigurationRequest,
  models.CreateSlackChannelConfigurationResult
>('CreateSlackChannelConfiguration') {}

/** Takes the short name of the calling account away. */
export class DeleteAccountAliasCommand extends command<
  models.DeleteAccountAliasRequest,
  models.DeleteAccountAliasResult
>('DeleteAccountAlias') {}

/** Disconnects a channel; the channel itself stays. */
export class DeleteSlackChannelConfigurationCommand extends command<
  models.DeleteSlackChannelConfigurationRequest,
  models.DeleteSlackChannelConfigurationResult
>('DeleteSlackChannelConfiguration') {}

/** Takes a workspace out of the calling account; the workspace itself stays. */
export class DeleteSlackWorkspaceConfigurationCommand extends command<
  models.DeleteSlackWorkspaceConfigurationRequest,
  models.DeleteSlackWorkspaceConfigurationResult
>('DeleteSlackWorkspaceConfiguration') {}

/** The short name of the calling account, if it has one. */
export class GetAccountAliasCommand extends command<models.GetAccountAliasRequest, models.GetAccountAliasResult>(
  'GetAccountAlias',
) {}

/** The channels of the calling account, a page at a time. */
export class ListSlackChannelConfigurationsCommand extends command<
  models.ListSlackChannelConfigurationsRequest,
  models.ListSlackChannelConfigurationsResult
>('ListSlackChannelConfigurations') {}

/** The workspaces of the calling account, a page at a time. */
export class ListSlackWorkspaceConfigurationsCommand extends command<
  models.ListSlackWorkspaceConfigurationsRequest,
  models.ListSlackWorkspaceConfigurationsResult
>('ListSlackWorkspaceConfigurations') {}

/** Gives the calling account a short name, or another one. */
export class PutAccountAliasCommand extends command<models.PutAccountAliasRequest, models.PutAccountAliasResult>(
  'PutAccountAlias',
) {}

/** Adds a workspace to the calling account: the management account first, its members after it. */
export class RegisterSlackWorkspaceForOrganizationCommand extends command<
  models.RegisterSlackWorkspaceForOrganizationRequest,
  models.RegisterSlackWorkspaceForOrganizationResult
>('RegisterSlackWorkspaceForOrganization') {}

/** Changes what a channel is told of; what is left out stays. */
export class UpdateSlackChannelConfigurationCommand extends command<
  models.UpdateSlackChannelConfigurationRequest,
  models.UpdateSlackChannelConfigurationResult
>('UpdateSlackChannelConfiguration') {}
