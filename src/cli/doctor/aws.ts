import { connectAws } from '../../aws/connect.js';
import { NoOfficialClient } from '../../aws/load-client.js';
import type { AwsConfig } from '../../config/aws.js';
import type { AwsDoor } from '../../engine/aws.js';
import { isSlackError } from '../../engine/errors/slack-errors.js';
import { bad, note, ok, type Finding } from './finding.js';

/** Which client is in use, and for each account whether AWS lets us in and read. */
export async function examineAws(config: AwsConfig | null, connected?: AwsDoor): Promise<Finding[]> {
  if (!config)
    return [note('aws', 'no accounts are configured (AWS_ACCOUNTS_FILE), so AWS operations are not offered')];
  let door: AwsDoor;
  try {
    door = connected ?? (await connectAws(config));
  } catch (error) {
    if (error instanceof NoOfficialClient) return [bad('aws', error.message)];
    throw error;
  }
  const client =
    config.client === 'official'
      ? 'AWS’s own package @aws-sdk/client-support-app is in use'
      : 'the client that comes with Gridkeeper is in use (decision 0007)';
  const findings = [note('aws', client)];
  for (const account of config.accounts) findings.push(await examineAccount(door, account));
  return findings;
}

async function examineAccount(door: AwsDoor, account: AwsConfig['accounts'][number]): Promise<Finding> {
  const about = `aws ${account.name}`;
  const who = account.role ? `as ${account.role.arn}` : 'with the keys of this process';
  try {
    const listed = await door.list(account.accountId);
    return ok(about, `account ${account.accountId}, ${who}: ${listed.length} workspaces are registered`);
  } catch (error) {
    if (!isSlackError(error)) throw error;
    return bad(
      about,
      `account ${account.accountId} could not be read ${who}: ${error.message}. Look at its role, ExternalId, region and permissions (supportapp:ListSlackWorkspaceConfigurations).`,
    );
  }
}
