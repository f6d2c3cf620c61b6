import { catalogueOf } from '../engine/operation.js';
import { deleteSlackWorkspaceConfiguration } from './aws/delete-slack-workspace-configuration.js';
import { listSlackWorkspaceConfigurations } from './aws/list-slack-workspace-configurations.js';
import { registerSlackWorkspaceForOrganization } from './aws/register-slack-workspace-for-organization.js';
import { setAdmin } from './users/set-admin.js';
import { setRegular } from './users/set-regular.js';

/** Everything that people can run. A new operation is one line here. */
export const catalogue = catalogueOf([
  setAdmin,
  setRegular,
  registerSlackWorkspaceForOrganization,
  deleteSlackWorkspaceConfiguration,
  listSlackWorkspaceConfigurations,
]);
