import type { LedgerSource } from '../ledger-source.js';
import { ledgerDeeds } from './ledger-over-socket.js';
import { serveTools } from './socket.js';

/** How command-line tools reach this process. */
export interface Tools {
  /** Why they cannot; `null` where they can, or need not. */
  readonly problem: string | null;
  close(): Promise<void>;
}

/** Answers tools over the socket; without a directory of its own there is none: on PostgreSQL tools ask the database. */
export async function toolsOn(dataDir: string | null, source: LedgerSource): Promise<Tools> {
  const none = { close: () => Promise.resolve() };
  if (dataDir === null) return { ...none, problem: null };
  try {
    const { close } = await serveTools(dataDir, ledgerDeeds(source));
    return { close, problem: null };
  } catch (error) {
    return { ...none, problem: error instanceof Error ? error.message : String(error) };
  }
}
