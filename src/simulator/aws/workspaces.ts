import { inputs } from './inputs.js';
import type { AwsWorkspace } from './model.js';
import type { Scene } from './operation.js';
import { defineOperation } from './operation.js';
import { pageOf } from './pages.js';
import { AwsRefusal } from './refusal.js';

const mostWorkspaces = 5;

function conflict(message: string): AwsRefusal {
  return new AwsRefusal('ConflictException', message);
}

const find = (workspaces: readonly AwsWorkspace[], teamId: string): AwsWorkspace | undefined =>
  workspaces.find((each) => each.teamId === teamId);

/** The management account's turn: somebody must have authorised the workspace in the Support Center before. */
function registerForOrganisation({ account, again }: Scene, teamId: string): AwsWorkspace {
  const workspace = find(account.workspaces, teamId);
  if (!workspace) throw conflict('The Slack workspace has not been authorized in the AWS Support Center.');
  if (workspace.forOrganisation && again === 'conflict') throw conflict('The Slack workspace is registered already.');
  workspace.forOrganisation = true;
  return workspace;
}

/** A member's turn, which comes after the management account's. */
function registerForMember({ account, management, again }: Scene, teamId: string): AwsWorkspace {
  const before = find(account.workspaces, teamId);
  if (before && again === 'conflict') throw conflict('The Slack workspace is registered already.');
  if (before) return before;
  const source = find(management.workspaces, teamId);
  if (!source?.forOrganisation) {
    throw conflict('The management account has not registered the Slack workspace for the organization.');
  }
  if (account.workspaces.length >= mostWorkspaces) {
    throw new AwsRefusal('ServiceQuotaExceededException', `An account can have ${mostWorkspaces} Slack workspaces.`);
  }
  const workspace = { teamId, teamName: source.teamName, forOrganisation: false };
  account.workspaces.push(workspace);
  return workspace;
}

/** `RegisterSlackWorkspaceForOrganization` */
export const register = defineOperation(inputs.workspace, (scene, { teamId }) => {
  const { account } = scene;
  if (!account.inOrganisation) throw conflict('The account belongs to no organization.');
  const { teamName } =
    account.kind === 'management' ? registerForOrganisation(scene, teamId) : registerForMember(scene, teamId);
  return { teamId, teamName, accountType: account.kind };
});

/** `ListSlackWorkspaceConfigurations` */
export const listWorkspaces = defineOperation(inputs.page, ({ account, pageSize }, { nextToken }) => {
  const page = pageOf(account.workspaces, nextToken, pageSize);
  return {
    slackWorkspaceConfigurations: page.items.map(({ teamId, teamName, forOrganisation }) => ({
      teamId,
      teamName,
      allowOrganizationMemberAccount: forOrganisation,
    })),
    nextToken: page.nextToken,
  };
});

/** `DeleteSlackWorkspaceConfiguration`: it takes the authorisation with it. */
export const deleteWorkspace = defineOperation(inputs.workspace, ({ account }, { teamId }) => {
  if (!find(account.workspaces, teamId)) {
    throw new AwsRefusal('ResourceNotFoundException', 'The account does not have this Slack workspace.');
  }
  if (account.channels.some((channel) => channel.teamId === teamId && channel.liveChat)) {
    throw conflict('A live chat is open in a channel of the Slack workspace.');
  }
  account.workspaces = account.workspaces.filter((each) => each.teamId !== teamId);
  account.channels = account.channels.filter((each) => each.teamId !== teamId);
  return {};
});
