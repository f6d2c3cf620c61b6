import type { Config } from '../config.js';
import type { AwsDoor } from '../engine/aws.js';
import type { Catalogue } from '../engine/operation.js';
import type { Clock, Ports } from '../engine/ports.js';
import { policyInForce } from '../policy/kept-policy.js';
import { approvalChannelProblem } from '../slack/posts/approval-channel.js';
import { askedOnceAMinute, auditChannelProblem } from '../slack/posts/audit-channel.js';
import type { SlackClients } from '../slack/clients/connect.js';
import { readAnew } from '../slack/readers/org-reader.js';
import { progressOn } from '../slack/screens/progress.js';
import { screenOf } from '../slack/screens/screen.js';
import type { Installation } from '../slack/clients/verify-installation.js';
import type { Store } from '../store/open.js';
import { policySettings } from './policy-file.js';

/** What the engine's ports are made of. */
export interface Parts {
  readonly config: Config & { readonly enterpriseId: string };
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly holder: string;
  readonly store: Store;
  readonly clients: SlackClients;
  readonly installation: Installation;
  readonly aws: AwsDoor;
}

/** The engine's ports on the real store and the real Slack clients. */
export function portsOf({ config, catalogue, clock, holder, store, clients, installation, aws }: Parts): Ports {
  const { enterpriseId } = config;
  const { records, grants, pauses, history, directory } = store;
  return {
    enterpriseId,
    catalogue,
    records,
    grants,
    pauses,
    history,
    directory,
    clock,
    holder,
    policyInForce: policyInForce(store.policies, policySettings(config, catalogue)),
    policies: store.policies,
    admin: clients.admin,
    get installer() {
      return installation.installer;
    },
    awsAccounts: aws.accounts,
    approvalChannelProblem: () => approvalChannelProblem(clients.interactive, directory, config.approvalChannel),
    auditChannelProblem: askedOnceAMinute(clock, () =>
      auditChannelProblem(clients.interactive, directory, config.auditChannel),
    ),
    readAnew: () =>
      readAnew({
        enterpriseId,
        enterpriseName: installation.enterpriseName,
        interactive: clients.interactive,
        admin: clients.admin,
        directory,
        aws,
        grants,
        clock,
      }),
    progress: progressOn(screenOf(clients.interactive, { catalogue, records, clock }), catalogue),
  };
}
