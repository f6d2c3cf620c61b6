import { deleteAlias, getAlias, putAlias } from './alias.js';
import { createChannel, deleteChannel, listChannels, updateChannel } from './channels.js';
import type { AwsOperation } from './operation.js';
import { deleteWorkspace, listWorkspaces, register } from './workspaces.js';

/** The ten operations of AWS Support App by name. */
export const operations: ReadonlyMap<string, AwsOperation> = new Map([
  ['CreateSlackChannelConfiguration', createChannel],
  ['DeleteAccountAlias', deleteAlias],
  ['DeleteSlackChannelConfiguration', deleteChannel],
  ['DeleteSlackWorkspaceConfiguration', deleteWorkspace],
  ['GetAccountAlias', getAlias],
  ['ListSlackChannelConfigurations', listChannels],
  ['ListSlackWorkspaceConfigurations', listWorkspaces],
  ['PutAccountAlias', putAlias],
  ['RegisterSlackWorkspaceForOrganization', register],
  ['UpdateSlackChannelConfiguration', updateChannel],
]);

/** `/control/get-account-alias` -> `GetAccountAlias`. */
export function operationAt(path: string): string {
  const words = path.replace(/^\/control\//, '').split('-');
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}
