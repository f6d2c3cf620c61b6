/** Which kind of account the service takes the caller for. */
export const AccountType = { management: 'management', member: 'member' } as const;
export type AccountType = (typeof AccountType)[keyof typeof AccountType];

/** Which support cases a channel is told of. */
export const NotificationSeverityLevel = { all: 'all', high: 'high', none: 'none' } as const;
export type NotificationSeverityLevel = (typeof NotificationSeverityLevel)[keyof typeof NotificationSeverityLevel];

export interface RegisterSlackWorkspaceForOrganizationRequest {
  readonly teamId: string | undefined;
}
export interface RegisterSlackWorkspaceForOrganizationResult {
  readonly teamId?: string | undefined;
  readonly teamName?: string | undefined;
  readonly accountType?: AccountType | undefined;
}

export interface SlackWorkspaceConfiguration {
  readonly teamId: string | undefined;
  readonly teamName?: string | undefined;
  readonly allowOrganizationMemberAccount?: boolean | undefined;
}
export interface ListSlackWorkspaceConfigurationsRequest {
  readonly nextToken?: string | undefined;
}
export interface ListSlackWorkspaceConfigurationsResult {
  readonly nextToken?: string | undefined;
  readonly slackWorkspaceConfigurations?: SlackWorkspaceConfiguration[] | undefined;
}
export interface DeleteSlackWorkspaceConfigurationRequest {
  readonly teamId: string | undefined;
}
export interface DeleteSlackWorkspaceConfigurationResult {}

interface ChannelSettings {
  readonly channelName?: string | undefined;
  readonly notifyOnCreateOrReopenCase?: boolean | undefined;
  readonly notifyOnAddCorrespondenceToCase?: boolean | undefined;
  readonly notifyOnResolveCase?: boolean | undefined;
}
interface Channel {
  readonly teamId: string | undefined;
  readonly channelId: string | undefined;
}
export interface SlackChannelConfiguration extends Channel, ChannelSettings {
  readonly notifyOnCaseSeverity?: NotificationSeverityLevel | undefined;
  readonly channelRoleArn?: string | undefined;
}
export interface ListSlackChannelConfigurationsRequest {
  readonly nextToken?: string | undefined;
}
export interface ListSlackChannelConfigurationsResult {
  readonly nextToken?: string | undefined;
  readonly slackChannelConfigurations: SlackChannelConfiguration[] | undefined;
}
export interface CreateSlackChannelConfigurationRequest extends Channel, ChannelSettings {
  readonly notifyOnCaseSeverity: NotificationSeverityLevel | undefined;
  readonly channelRoleArn: string | undefined;
}
export interface CreateSlackChannelConfigurationResult {}
export interface UpdateSlackChannelConfigurationRequest extends Channel, ChannelSettings {
  readonly notifyOnCaseSeverity?: NotificationSeverityLevel | undefined;
  readonly channelRoleArn?: string | undefined;
}
export interface UpdateSlackChannelConfigurationResult extends Partial<SlackChannelConfiguration> {}
export interface DeleteSlackChannelConfigurationRequest extends Channel {}
export interface DeleteSlackChannelConfigurationResult {}

export interface GetAccountAliasRequest {}
export interface GetAccountAliasResult {
  readonly accountAlias?: string | undefined;
}
export interface PutAccountAliasRequest {
  readonly accountAlias: string | undefined;
}
export interface PutAccountAliasResult {}
export interface DeleteAccountAliasRequest {}
export interface DeleteAccountAliasResult {}
