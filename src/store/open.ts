import { randomBytes } from 'node:crypto';

import { sql } from 'kysely';

import type { Checkpoints } from '../engine/ledger/checkpoints.js';
import type { Grants } from '../engine/grants/grants.js';
import type { History } from '../engine/reading/history.js';
import type { Installations } from '../engine/installation.js';
import type { Ledger } from '../engine/ledger/ledger.js';
import type { Outbox } from '../engine/outbox.js';
import type { OwnerMessages } from '../engine/owner-messages.js';
import type { Policies } from '../engine/policies.js';
import type { Pauses } from '../engine/pausing/pause.js';
import type { Records } from '../engine/ports.js';
import type { Run } from '../engine/run.js';
import { alarmOn, type Alarm } from './alarm.js';
import type { LedgerStream } from '../engine/ledger/stream-ledger.js';
import { waitingIn, type Waiting } from './backlog.js';
import { checkpointsIn } from './checkpoints.js';
import type { OpenDatabase } from './database.js';
import { directoryIn, type DirectoryStore } from './directory/directory.js';
import { endTurns } from './directory/turns.js';
import { changesDeeds } from './embedded/changes-over-socket.js';
import { ledgerDeeds } from './embedded/ledger-over-socket.js';
import { toolsOn, type Tools } from './embedded/tools.js';
import { grantsIn } from './grants.js';
import { historyIn } from './history.js';
import { installationsIn } from './installations.js';
import { ledgerIn } from './ledger-search.js';
import { ledgerSourceIn } from './ledger-source.js';
import { ledgerStreamIn } from './ledger-stream.js';
import { migratePlace, openPlace, type DatabasePlace } from './open-place.js';
import { endClaims, outboxIn } from './outbox.js';
import { ownerMessagesIn } from './owner-messages.js';
import { endHolders, policiesIn } from './policies.js';
import { pausesIn } from './pauses.js';
import { endLeasesOfOthers, recordsIn } from './records.js';
import { keyDeeds } from './reseal.js';
import { endExchanges } from './token-exchanges.js';
import { vaultWith, type VaultKey } from './vault.js';

export interface FoundationOptions {
  readonly place: DatabasePlace;
  /** This process, in leases. */
  readonly holder: string;
  readonly now: Date;
  /** By which tokens are encrypted; without one, none are kept. */
  readonly keys?: readonly VaultKey[];
  /** Called once if the embedded database is lost: nothing can be recorded any more. */
  readonly onLost: (error: Error) => void;
  /** How long a channel rests after each post: a second, as Slack asks, unless a test is in a hurry. */
  readonly postsApartMs?: number | undefined;
}

export interface OrgOptions {
  readonly enterpriseId: string;
  /** Called whenever something new waits to be posted. */
  readonly onNotice: () => void;
  /** Called whenever a run has ended here, or its outcome is not known. */
  readonly onEnd?: (run: Run) => void;
  /** What time it is, for entries that command-line tools ask for. */
  readonly clock?: () => Date;
}

export type StoreOptions = FoundationOptions & OrgOptions;

/** Everything that is kept. */
export interface Store {
  readonly records: Records;
  readonly ledger: Ledger;
  readonly checkpoints: Checkpoints;
  readonly stream: LedgerStream;
  readonly grants: Grants;
  readonly pauses: Pauses;
  readonly history: History;
  readonly outbox: Outbox;
  readonly directory: DirectoryStore;
  readonly ownerMessages: OwnerMessages;
  readonly policies: Policies;
  /** What waits for a person, for Slack, for an answer. */
  waiting(): Promise<Waiting>;
  /** Why command-line tools cannot ask this process, where the database is embedded; `null` where they can. */
  readonly toolsProblem: string | null;
  /** @throws where the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The open database, before it is known whose organisation's it is. */
export interface Foundation {
  /** `null` without a key to encrypt with. */
  readonly installations: Installations | null;
  forOrg(options: OrgOptions): Promise<Store>;
  /** Between the processes of a deployment on PostgreSQL. @throws where the database does not let it be set up. */
  alarm(onTrouble: (error: unknown) => void): Promise<Alarm>;
  /** @throws where the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the database with everything in it that belongs to one organisation. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const foundation = await openFoundation(options);
  return foundation.forOrg(options);
}

/** Opens the database, brings it to this version's schema, and takes over what an ended process left behind. */
export async function openFoundation(options: FoundationOptions): Promise<Foundation> {
  const { place, holder, now, onLost, keys = [], postsApartMs } = options;
  const opened = await openPlace(place, onLost);
  const { db } = opened;
  try {
    await migratePlace(place, db);
    if (place.kind === 'embedded') await takeOver(opened, holder, now);
  } catch (error) {
    await opened.close();
    throw error;
  }
  const ping = async (): Promise<void> => {
    await sql`select 1`.execute(db);
  };
  let tools: Tools | null = null;
  const close = async (): Promise<void> => {
    await tools?.close();
    await opened.close();
  };
  const [first, ...more] = keys;
  const vault = first ? vaultWith([first, ...more]) : null;
  return {
    installations: vault && installationsIn(db, vault),
    forOrg: async ({ enterpriseId, onNotice, onEnd, clock = () => new Date() }) => {
      const directory = directoryIn({ db, enterpriseId, holder });
      // What decisions and first words stand on; channels and groups follow while requests are taken already.
      await Promise.all([directory.refresh('people'), directory.refresh('workspaces')]);
      const source = ledgerSourceIn(db, enterpriseId, clock);
      const pauses = pausesIn(db, enterpriseId, newSalt);
      const deeds = {
        ...ledgerDeeds(source),
        ...changesDeeds({ pauses, directory, clock: { now: clock } }),
        ...(vault && keyDeeds(db, vault)),
      };
      tools = await toolsOn(place.kind === 'embedded' ? place.dataDir : null, deeds);
      return {
        directory,
        toolsProblem: tools.problem,
        records: recordsIn({ db, enterpriseId, onNotice, newSalt, ...(onEnd ? { onEnd } : {}) }),
        ledger: ledgerIn(db, enterpriseId),
        checkpoints: checkpointsIn(db, enterpriseId, onNotice),
        stream: ledgerStreamIn(db, source, holder),
        grants: grantsIn(db, enterpriseId),
        pauses,
        history: historyIn(db, enterpriseId),
        outbox: outboxIn(db, postsApartMs),
        ownerMessages: ownerMessagesIn(db, enterpriseId),
        policies: policiesIn(db, enterpriseId),
        waiting: () => waitingIn(db),
        ping,
        close,
      };
    },
    alarm: (onTrouble) => alarmOn(db, place.kind === 'opened' ? `${place.schema}_alarm` : ALARM_SCHEMA, onTrouble),
    ping,
    close,
  };
}

const newSalt = (): string => randomBytes(16).toString('hex');

/** Where pg-boss keeps its tables. */
const ALARM_SCHEMA = 'gridkeeper_alarm';

/** The embedded database serves one process, so whoever held something in it is gone. */
async function takeOver({ db }: OpenDatabase, holder: string, now: Date): Promise<void> {
  await endLeasesOfOthers(db, holder, now);
  await endClaims(db);
  await endTurns(db);
  await endExchanges(db);
  await endHolders(db);
}
