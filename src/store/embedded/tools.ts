import { serveTools, type Deeds } from './socket.js';

/** How command-line tools reach this process. */
export interface Tools {
  /** Why they cannot; `null` where they can, or need not. */
  readonly problem: string | null;
  close(): Promise<void>;
}

/** Answers tools over the socket; without a directory of its own there is none: on PostgreSQL tools ask the database. */
export async function toolsOn(dataDir: string | null, deeds: Deeds): Promise<Tools> {
  const none = { close: () => Promise.resolve() };
  if (dataDir === null) return { ...none, problem: null };
  try {
    const { close } = await serveTools(dataDir, deeds);
    return { close, problem: null };
  } catch (error) {
    return { ...none, problem: error instanceof Error ? error.message : String(error) };
  }
}
