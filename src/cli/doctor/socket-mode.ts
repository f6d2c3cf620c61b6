import type { Config } from '../../config.js';
import { boltLogger } from '../../slack/clients/bolt-logger.js';
import { isRefusal, tryAppToken, WHAT_SLACK_TAKES } from '../../slack/socket/app-token.js';
import type { Logger } from '../../telemetry/log.js';
import { bad, ok, type Finding } from './finding.js';
import { unanswered } from './unanswered.js';

const ABOUT = 'socket mode';

/** Whether Slack would let the app open connections, where it is to open any. None is opened here. */
export async function examineSocketMode(
  { transport, slackApiUrl }: Pick<Config, 'transport' | 'slackApiUrl'>,
  log: Logger,
): Promise<Finding[]> {
  if (transport.kind !== 'socket') return [];
  try {
    await tryAppToken(transport.appToken, { slackApiUrl, logger: boltLogger(log) });
    return [ok(ABOUT, 'Slack takes SLACK_APP_TOKEN; two connections for each process, and Slack allows ten in all')];
  } catch (error) {
    if (isRefusal(error)) return [bad(ABOUT, `SLACK_APP_TOKEN is refused (${error.message}). ${WHAT_SLACK_TAKES}`)];
    return [bad(ABOUT, unanswered(error))];
  }
}
