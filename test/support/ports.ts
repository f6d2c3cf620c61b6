import type { Policy } from '../../src/engine/decision.js';
import type { Ports } from '../../src/engine/ports.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { FakeClock } from './clock.js';
import { readerOf, type Org } from './org.js';

function notHere(): never {
  throw new Error('This test stands on the organisation alone.');
}

/** The engine's ports on an organisation in memory, for what reads and decides; whatever writes or calls is not there. */
export function portsOn(org: Org, { policy, ...more }: { readonly policy: Policy; readonly installer: string }): Ports {
  return {
    enterpriseId: org.id,
    catalogue,
    readAnew: () => readerOf(org),
    policyInForce: async () => policy,
    policies: { withHash: notHere },
    clock: new FakeClock(),
    holder: 'this process',
    records: {
      open: notHere,
      find: notHere,
      glance: notHere,
      advance: notHere,
      record: notHere,
      told: notHere,
      due: notHere,
      remindersDue: notHere,
      waiting: notHere,
      underWay: notHere,
      executingAt: notHere,
      abandoned: notHere,
      leftInHand: notHere,
      letGo: notHere,
    },
    grants: { find: notHere, at: notHere, inForce: notHere, due: notHere, toRemind: notHere, nextDue: notHere },
    history: { find: notHere },
    pauses: { inForce: notHere, begin: notHere, end: notHere },
    directory: {
      person: notHere,
      workspace: notHere,
      channel: notHere,
      group: notHere,
      searchPeople: notHere,
      searchWorkspaces: notHere,
      searchChannels: notHere,
      searchGroups: notHere,
      peopleCalled: notHere,
      workspacesCalled: notHere,
      channelsCalled: notHere,
      groupsCalled: notHere,
      freshness: notHere,
      read: notHere,
      orgAdmins: notHere,
      orgOwners: notHere,
    },
    admin: { call: notHere },
    awsAccounts: [],
    progress: { waiting: notHere, answered: notHere },
    approvalChannelProblem: notHere,
    auditChannelProblem: notHere,
    ...more,
  };
}
