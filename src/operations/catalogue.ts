import { catalogueOf } from '../engine/operation.js';
import { deleteSlackWorkspaceConfiguration } from './aws/delete-slack-workspace-configuration.js';
import { listSlackWorkspaceConfigurations } from './aws/list-slack-workspace-configurations.js';
import { registerSlackWorkspaceForOrganization } from './aws/register-slack-workspace-for-organization.js';
import { assign } from './users/assign.js';
import { invite } from './users/invite.js';
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
  setExpiration,
  registerSlackWorkspaceForOrganization,
  deleteSlackWorkspaceConfiguration,
  listSlackWorkspaceConfigurations,
]);
