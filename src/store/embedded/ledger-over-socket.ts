import { z } from 'zod';

import type { EntryDraft } from '../../engine/ports.js';
import type { LedgerFilter } from '../../engine/ledger/ledger.js';
import type { Between } from '../ledger-rows.js';
import type { LedgerSource } from '../ledger-source.js';
import { ask, type Deeds } from './socket.js';

/*
 * A ledger’s source at the two ends of the socket. Moments go over it as text.
 */

const Rows = z.object({
  after: z.number().nullable(),
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
});
const Filter = z.strictObject({
  person: z.string().exactOptional(),
  target: z.string().exactOptional(),
  operation: z.string().exactOptional(),
  outcome: z.string().exactOptional(),
  kind: z.string().exactOptional(),
  run: z.string().exactOptional(),
  from: z.coerce.date().exactOptional(),
  to: z.coerce.date().exactOptional(),
});
const Search = z.object({
  filter: Filter,
  page: z.strictObject({ limit: z.number(), before: z.number().exactOptional() }),
});
const Erase = z.object({ person: z.string(), actor: z.string() });
/** What tools may record: that they exported or searched. */
const Entry = z.strictObject({
  kind: z.enum(['ledger.exported', 'ledger.searched']),
  actor: z.string(),
  outcome: z.string().exactOptional(),
  detail: z.record(z.string(), z.json()).exactOptional(),
});

/** What the running app answers about its ledger. */
export function ledgerDeeds(source: LedgerSource): Deeds {
  return {
    ping: async () => ({ enterprise_id: source.enterpriseId }),
    'ledger/head': () => source.head(),
    'ledger/rows': (asked) => {
      const { after, from, to } = Rows.parse(asked);
      return source.rowsBetween(after, { from, to });
    },
    'ledger/checkpoints': () => source.checkpoints(),
    'ledger/search': (asked) => {
      const { filter, page } = Search.parse(asked);
      return source.search(filter, page);
    },
    'ledger/record': (asked) => source.record(Entry.parse(asked)),
    'ledger/erase': (asked) => {
      const { person, actor } = Erase.parse(asked);
      return source.erase(person, actor);
    },
  };
}

/** The ledger of the app that has this directory open. @throws where no app answers there. */
export async function ledgerOverSocket(dataDir: string): Promise<LedgerSource> {
  // oxlint-disable-next-line no-unnecessary-type-parameters, no-unsafe-type-assertion -- the other end is this very version
  const asking = async <T>(deed: string, asked: unknown = null): Promise<T> => (await ask(dataDir, deed, asked)) as T;
  const { enterprise_id } = await asking<{ enterprise_id: string }>('ping');
  const rowsBetween: LedgerSource['rowsBetween'] = (after, { from, to }: Between) =>
    asking('ledger/rows', { after, from, to });
  return {
    enterpriseId: enterprise_id,
    head: () => asking('ledger/head'),
    rowsBetween,
    rows: (after) => rowsBetween(after, { from: null, to: null }),
    checkpoints: () => asking('ledger/checkpoints'),
    search: (filter: LedgerFilter, page) => asking('ledger/search', { filter, page }),
    record: (entry: EntryDraft) => asking('ledger/record', entry),
    erase: (person, actor) => asking('ledger/erase', { person, actor }),
  };
}
