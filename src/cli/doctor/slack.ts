import type { Config } from '../../config.js';
import { NO_AWS } from '../../engine/aws.js';
import type { Directory } from '../../engine/organisation/directory.js';
import type { Catalogue } from '../../engine/operation.js';
import type { Clock } from '../../engine/ports.js';
import { toPlain, type Words } from '../../engine/words.js';
import { approvalChannelProblem } from '../../slack/posts/approval-channel.js';
import { auditChannelTrouble } from '../../slack/posts/audit-channel.js';
import { connectSlack, type SlackClients } from '../../slack/clients/connect.js';
import { checkInstallation } from '../../slack/install/check.js';
import { neededScopes } from '../../slack/clients/scopes.js';
import { verifyInstallation, WrongTokens } from '../../slack/clients/verify-installation.js';
import type { Logger } from '../../telemetry/log.js';
import { bad, note, ok, type Finding } from './finding.js';
import type { Tokens } from './tokens.js';
import { unanswered } from './unanswered.js';

export interface SlackExamination {
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly tokens: Exclude<Tokens, { finding: Finding }>;
  /** The local copy, by which guests are known; `null` where there is none yet. */
  readonly directory: Pick<Directory, 'person'> | null;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What Slack says of the tokens, their scopes, the installer and the two channels. Only reads. */
export async function examineSlack(examination: SlackExamination): Promise<Finding[]> {
  const { config, catalogue, tokens, clock, log } = examination;
  const clients = connectSlack({ ...tokens, slackApiUrl: config.slackApiUrl }, { catalogue, log, aws: NO_AWS, clock });
  const known = await whose(clients, tokens.enterpriseId);
  if (known.state === 'bad') return [known];
  return [known, ...(await install(examination, clients)), ...(await channels(examination, clients))];
}

async function whose(clients: SlackClients, enterpriseId: string): Promise<Finding> {
  try {
    const { installer, enterpriseName } = await verifyInstallation(clients, enterpriseId);
    return ok(
      'tokens',
      `both are org-wide tokens of ${enterpriseName} (${enterpriseId}); the admin token is ${installer}’s, whom Slack’s own audit log names for every call`,
    );
  } catch (error) {
    if (error instanceof WrongTokens) return bad('tokens', error.message.replaceAll(/\n\s*-?\s*/gu, ' '));
    return bad('tokens', unanswered(error));
  }
}

async function install({ catalogue, tokens }: SlackExamination, clients: SlackClients): Promise<Finding[]> {
  const needed = neededScopes(catalogue);
  const { enterpriseId } = tokens;
  try {
    const problems = await checkInstallation({ clients, enterpriseId, needed, tokens: null });
    const about = (name: string, fine: string): Finding => {
      const found = problems.find((problem) => problem.about === name);
      return found ? bad(name, toPlain(found.says, {})) : ok(name, fine);
    };
    const count = needed.bot.length + needed.user.length;
    return [
      about('scopes', `all ${count} that the catalogue needs are granted, as far as Slack names them`),
      about('installer', 'an org owner or org admin'),
    ];
  } catch (error) {
    return [bad('install', unanswered(error))];
  }
}

async function channels({ config, directory }: SlackExamination, clients: SlackClients): Promise<Finding[]> {
  const known = directory ?? { person: () => undefined };
  const look = async (about: string, ask: () => Promise<Words | null>, fine: string): Promise<Finding> => {
    try {
      const problem = await ask();
      return problem ? bad(about, toPlain(problem, {})) : ok(about, fine);
    } catch (error) {
      return bad(about, unanswered(error));
    }
  };
  const { auditChannel, approvalChannel } = config;
  const approval = async (): Promise<Words | null> =>
    (await approvalChannelProblem(clients.interactive, known, approvalChannel))?.says ?? null;
  const without = directory ? 'without guests' : 'guests are not known before the app has read the organisation';
  return [
    await look(
      'audit channel',
      () => auditChannelTrouble(clients.interactive, known, auditChannel),
      `${auditChannel}, not shared outside, ${without}`,
    ),
    await look('approval channel', approval, `${approvalChannel}, private, not shared outside, ${without}`),
    ...(directory ? [] : [note('channels', `whether guests are in them was not looked at: ${without}`)]),
  ];
}
