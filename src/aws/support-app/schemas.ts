import { TypeRegistry } from '@smithy/core/schema';
import type {
  $SchemaRef,
  BooleanSchema,
  StaticErrorSchema,
  StaticListSchema,
  StaticOperationSchema,
  StaticStructureSchema,
  StringSchema,
} from '@smithy/types';

import {
  AccessDeniedException,
  ConflictException,
  InternalServerException,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  SupportAppServiceException,
  ValidationException,
} from './exceptions.js';

/** The namespace of the service's shapes. */
export const NAMESPACE = 'com.amazonaws.supportapp';

const TEXT: StringSchema = 0;
const FLAG: BooleanSchema = 2;

type Members = Readonly<Record<string, $SchemaRef>>;

const structure = (name: string, members: Members): StaticStructureSchema => [
  3,
  NAMESPACE,
  name,
  0,
  Object.keys(members),
  Object.values(members),
];
const listOf = (name: string, of: StaticStructureSchema): StaticListSchema => [1, NAMESPACE, name, 0, of];

/** `GetAccountAlias` answers at `/control/get-account-alias`; every parameter stands in the body. */
const operation = (name: string, input: Members, output: Members): StaticOperationSchema => {
  const path = `/control/${name.replace(/(?!^)[A-Z]/gu, '-$&').toLowerCase()}`;
  const traits = { http: ['POST', path, 200] satisfies [string, string, number] };
  return [9, NAMESPACE, name, traits, structure(`${name}Request`, input), structure(`${name}Result`, output)];
};

const CHANNEL = { teamId: TEXT, channelId: TEXT };
const CHANNEL_CONFIGURATION = {
  ...CHANNEL,
  channelName: TEXT,
  notifyOnCreateOrReopenCase: FLAG,
  notifyOnAddCorrespondenceToCase: FLAG,
  notifyOnResolveCase: FLAG,
  notifyOnCaseSeverity: TEXT,
  channelRoleArn: TEXT,
};
const WORKSPACE_CONFIGURATION = { teamId: TEXT, teamName: TEXT, allowOrganizationMemberAccount: FLAG };

const channels = listOf('SlackChannelConfigurationList', structure('SlackChannelConfiguration', CHANNEL_CONFIGURATION));
const workspaces = listOf(
  'SlackWorkspaceConfigurationList',
  structure('SlackWorkspaceConfiguration', WORKSPACE_CONFIGURATION),
);
const PAGE = { nextToken: TEXT };

/** The ten operations as AWS's runtime wants them told. */
export const OPERATIONS = {
  CreateSlackChannelConfiguration: operation('CreateSlackChannelConfiguration', CHANNEL_CONFIGURATION, {}),
  DeleteAccountAlias: operation('DeleteAccountAlias', {}, {}),
  DeleteSlackChannelConfiguration: operation('DeleteSlackChannelConfiguration', CHANNEL, {}),
  DeleteSlackWorkspaceConfiguration: operation('DeleteSlackWorkspaceConfiguration', { teamId: TEXT }, {}),
  GetAccountAlias: operation('GetAccountAlias', {}, { accountAlias: TEXT }),
  ListSlackChannelConfigurations: operation('ListSlackChannelConfigurations', PAGE, {
    ...PAGE,
    slackChannelConfigurations: channels,
  }),
  ListSlackWorkspaceConfigurations: operation('ListSlackWorkspaceConfigurations', PAGE, {
    ...PAGE,
    slackWorkspaceConfigurations: workspaces,
  }),
  PutAccountAlias: operation('PutAccountAlias', { accountAlias: TEXT }, {}),
  RegisterSlackWorkspaceForOrganization: operation(
    'RegisterSlackWorkspaceForOrganization',
    { teamId: TEXT },
    { teamId: TEXT, teamName: TEXT, accountType: TEXT },
  ),
  UpdateSlackChannelConfiguration: operation(
    'UpdateSlackChannelConfiguration',
    CHANNEL_CONFIGURATION,
    CHANNEL_CONFIGURATION,
  ),
};

/** Where AWS's runtime looks for the class of an error. */
export const ERROR_REGISTRIES: TypeRegistry[] = [
  registryOf(NAMESPACE, {
    AccessDeniedException,
    ConflictException,
    InternalServerException,
    ResourceNotFoundException,
    ServiceQuotaExceededException,
    ValidationException,
  }),
  // By convention of the runtime this namespace holds the class for everything that has none of its own.
  registryOf(`smithy.ts.sdk.synthetic.${NAMESPACE}`, { SupportAppServiceException }),
];

function registryOf(namespace: string, exceptions: Readonly<Record<string, unknown>>): TypeRegistry {
  const registry = TypeRegistry.for(namespace);
  for (const [name, exception] of Object.entries(exceptions)) {
    const fault = name === 'InternalServerException' ? 'server' : 'client';
    const schema: StaticErrorSchema = [-3, namespace, name, { error: fault }, ['message'], [TEXT]];
    registry.registerError(schema, exception);
  }
  return registry;
}
