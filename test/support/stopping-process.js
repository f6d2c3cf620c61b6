import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';

import { givenPolicy, policySettings } from '../../dist/app/policy-file.js';
import { portsOf } from '../../dist/app/ports-of.js';
import { NO_AWS } from '../../dist/engine/aws.js';
import { confirm } from '../../dist/engine/confirm.js';
import { makePlan } from '../../dist/engine/planning/make-plan.js';
import { settleAbandoned, settleUnknown } from '../../dist/engine/settling/settle.js';
import { catalogue } from '../../dist/operations/catalogue.js';
import { connectSlack } from '../../dist/slack/clients/connect.js';
import { pagesFrom } from '../../dist/slack/directory/directory-sync-pages.js';
import { syncOf } from '../../dist/slack/directory/directory-sync.js';
import { paceBy } from '../../dist/slack/directory/pace.js';
import { openStore } from '../../dist/store/open.js';
import { createLogger } from '../../dist/telemetry/log.js';

/*
 * The engine in a process of its own, on the embedded database, which goes up to a step of a run and stays there until it
 * is killed: one JSON object a line in, one a line out.
 */

const { config, installer, enterpriseName } = JSON.parse(process.argv[2]);
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

/** The time of this machine, and what was waited on top. */
let waited = 0;
const clock = {
  now: () => new Date(Date.now() + waited),
  sleep: async (milliseconds) => void (waited += milliseconds),
};
const log = createLogger({ level: 'silent', secrets: [] });
const holder = randomUUID();
const clients = connectSlack(
  { ...config.tokens, slackApiUrl: config.slackApiUrl },
  { catalogue, log, aws: NO_AWS, clock },
);
const store = await openStore({
  place: config.database,
  enterpriseId: config.enterpriseId,
  holder,
  now: clock.now(),
  clock: clock.now,
  onNotice: () => undefined,
  onLost: (error) => {
    throw error;
  },
});
const sync = syncOf({
  copy: store.directory,
  pages: pagesFrom({ admin: clients.admin, bot: clients.interactive, workspaces: () => [] }),
  clock,
  pace: paceBy(clock),
  signal: new AbortController().signal,
});
await Promise.all([sync('workspaces'), sync('people')]);
const at = clock.now();
const policy = givenPolicy(policySettings(config, catalogue));
await store.policies.offer({ policy, holder, changed: false, at, until: at, tell: () => [] });
const installation = { installer, enterpriseName };
const ports = portsOf({ config, catalogue, clock, holder, store, clients, installation, aws: NO_AWS });

const forEver = new Promise(() => undefined);

/** The same ports, which stay at a step and say so. */
function stayingAt(step, run) {
  const stay = async (here) => {
    if (here !== step) return;
    say({ event: 'done', answer: run });
    await forEver;
  };
  const kindOf = ({ entries }) => entries.find(({ kind }) => kind.startsWith('call.'))?.kind.slice('call.'.length);
  return {
    ...ports,
    records: {
      ...ports.records,
      advance: async (move) => {
        const kind = kindOf(move);
        if (kind) await stay(`before the ${kind} is written`);
        const moved = await ports.records.advance(move);
        if (kind) await stay(`after the ${kind} is written`);
        return moved;
      },
    },
    admin: {
      call: async (method, send) => {
        if (step === 'while the call is under way') say({ event: 'done', answer: run });
        return ports.admin.call(method, send);
      },
    },
  };
}

const DEEDS = {
  /** Asks for something, confirms it, and says which run that is when it has come to the step. */
  confirmUpTo: async ({ step, requester, input }) => {
    const id = randomUUID();
    const opened = { id, operation: 'admin.users.setAdmin', requester, origin: id, viewId: null };
    await ports.records.open(opened, clock.now(), new Date(clock.now().getTime() + 3_600_000));
    const made = await makePlan(ports, await ports.records.find(id), 0, input);
    if (made.kind !== 'planned') throw new Error(`No plan came of it: ${made.kind}`);
    await confirm(stayingAt(step, id), made.run, made.run.step);
    return forEver;
  },

  /** What happens in the two minutes after a restart; answers how the runs stand. */
  settle: async ({ runs }) => {
    for (let half = 0; half < 4; half += 1) {
      waited += 30_000;
      await settleAbandoned(ports);
      await settleUnknown(ports);
    }
    const found = await Promise.all(runs.map((id) => ports.records.find(id)));
    return found.map(({ id, state }) => ({ id, state }));
  },
};

say({ event: 'open' });
for await (const line of createInterface({ input: process.stdin })) {
  const { deed, ...told } = JSON.parse(line);
  DEEDS[deed](told).then(
    (answer) => say({ event: 'done', answer }),
    (error) => say({ event: 'failed', message: error.stack }),
  );
}
process.exit(0);
