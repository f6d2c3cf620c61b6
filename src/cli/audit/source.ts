import type { ToolConfig } from '../../config/tools.js';
import { ledgerOverSocket } from '../../store/embedded/ledger-over-socket.js';
import { ledgerSourceIn, type LedgerSource } from '../../store/ledger-source.js';
import { reach } from '../reach.js';

export interface OpenLedger {
  readonly source: LedgerSource;
  close(): Promise<void>;
}

/** The ledger, wherever it can be reached. @throws CannotDo, in words. */
export async function openLedger(config: ToolConfig): Promise<OpenLedger> {
  const reached = await reach(config);
  if (reached.kind === 'app')
    return { source: await ledgerOverSocket(reached.dataDir), close: () => Promise.resolve() };
  const { db, enterpriseId } = reached;
  return { source: ledgerSourceIn(db, enterpriseId, () => new Date()), close: () => reached.close() };
}
