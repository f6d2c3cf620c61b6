import { catalogueOf } from '../engine/operation.js';
import { deleteSlackWorkspaceConfiguration } from './aws/delete-slack-workspace-configuration.js';
import { listSlackWorkspaceConfigurations } from './aws/list-slack-workspace-configurations.js';
import { registerSlackWorkspaceForOrganization } from './aws/register-slack-workspace-for-organization.js';
import { setTeams } from './conversations/set-teams.js';
import { addChannels } from './usergroups/add-channels.js';
import { addTeams } from './usergroups/add-teams.js';
import { listGroupChannels } from './usergroups/list-channels.js';
import { removeChannels } from './usergroups/remove-channels.js';
import { removeTeams } from './usergroups/remove-teams.js';
import { assign } from './users/assign.js';
import { getExpiration } from './users/get-expiration.js';
import { invite } from './users/invite.js';
import { listUsers } from './users/list.js';
import { remove } from './users/remove.js';
import { setAdmin } from './users/set-admin.js';
import { setExpiration } from './users/set-expiration.js';
import { setOwner } from './users/set-owner.js';
import { setRegular } from './users/set-regular.js';

/** Everything that people can run. A new operation is one line here. */
export const catalogue = catalogueOf([
  setAdmin,
  setOwner,
  setRegular,
  invite,
  assign,
  remove,
  listUsers,
  setExpiration,
  getExpiration,
  addTeams,
  removeTeams,
  addChannels,
  removeChannels,
  listGroupChannels,
  setTeams,
  registerSlackWorkspaceForOrganization,
  deleteSlackWorkspaceConfiguration,
  listSlackWorkspaceConfigurations,
]);
