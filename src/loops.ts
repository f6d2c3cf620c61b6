import type { Config } from './config.js';
import { askByMessage } from './engine/approvals/ask-by-message.js';
import { expire } from './engine/expire.js';
import type { DirectoryKind } from './engine/organisation/directory.js';
import { takeOverLeft } from './engine/settling/in-hand.js';
import type { Ports } from './engine/ports.js';
import { remind } from './engine/approvals/remind.js';
import type { Run } from './engine/run.js';
import { sweepGrants } from './engine/grants/sweep-grants.js';
import { settleAbandoned, settleUnknown } from './engine/settling/settle.js';
import { recurring, type Recurring } from './recurring.js';
import { type SlackClients } from './slack/clients/connect.js';
import { deliverAndRest } from './slack/posts/delivery.js';
import type { Desk } from './slack/desk.js';
import { pagesFrom } from './slack/directory/directory-sync-pages.js';
import { syncOf } from './slack/directory/directory-sync.js';
import { paceBy } from './slack/directory/pace.js';
import { type Store } from './store/open.js';
import type { Logger } from './telemetry/log.js';

const SWEEP_EVERY_MS = 10_000;
/** How often it is looked at whether a part of the organisation is to be read, or was read by another process. */
const LOOK_EVERY_MS = 30_000;

/** What a worker does again and again, from `ready` on; several share it by row locks and conditional updates. */
export type Loops = Readonly<
  Record<
    'abandoned' | 'leftInHand' | 'unknown' | 'expiring' | 'reminding' | 'ending' | 'delivering' | DirectoryKind,
    Recurring
  >
>;

export interface LoopParts {
  readonly config: Config;
  readonly ports: Ports;
  readonly store: Store;
  readonly clients: SlackClients;
  readonly log: Logger;
  readonly logFault: Desk['logFault'];
  /** Goes on with a run for which somebody waits and whose process is gone. */
  readonly goOnWith: (run: Run) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Starts everything that goes on by itself: settling, delivering, and reading the organisation. */
export function startLoops({ config, ports, store, clients, log, logFault, goOnWith, signal }: LoopParts): Loops {
  const delivery = {
    outbox: store.outbox,
    records: store.records,
    catalogue: ports.catalogue,
    client: clients.posting,
    clock: ports.clock,
    signal,
    auditChannel: config.auditChannel,
    approvalChannel: config.approvalChannel,
    onCardRefused: (run: Pick<Run, 'id'>, code: string) => askByMessage(ports, run, code),
    onTrouble: (trouble: object) => log.warn(trouble, 'a post did not get through; it waits and is tried again'),
  };
  const loop = (about: string, everyMs: number, job: () => Promise<number | null | void>): Recurring =>
    recurring({ everyMs, job: async () => (await job()) ?? null, onFault: (error) => logFault(error, about) });
  const workspaces = (): string[] => store.directory.searchWorkspaces('', Number.MAX_SAFE_INTEGER).map(({ id }) => id);
  const sync = syncOf({
    copy: store.directory,
    pages: pagesFrom({ admin: clients.admin, bot: clients.interactive, workspaces }),
    clock: ports.clock,
    pace: paceBy(ports.clock),
    signal,
  });
  const reading = (kind: DirectoryKind): Recurring => loop(`reading the ${kind} here`, LOOK_EVERY_MS, () => sync(kind));
  return {
    abandoned: loop('settling abandoned runs', SWEEP_EVERY_MS, () => settleAbandoned(ports)),
    leftInHand: loop('going on with what was left', SWEEP_EVERY_MS, () => takeOverLeft(ports, goOnWith)),
    unknown: loop('settling unknown outcomes', SWEEP_EVERY_MS, () => settleUnknown(ports)),
    expiring: loop('ending what nobody came back to', SWEEP_EVERY_MS, () => expire(ports)),
    reminding: loop('reminding of requests', SWEEP_EVERY_MS, () => remind(ports)),
    ending: loop('ending rights for a time', SWEEP_EVERY_MS, () => sweepGrants(ports)),
    delivering: loop('delivering posts', SWEEP_EVERY_MS, () => deliverAndRest(delivery)),
    workspaces: reading('workspaces'),
    people: reading('people'),
    channels: reading('channels'),
    groups: reading('groups'),
  };
}
