/** What the main thread and the database's thread say to each other. */

export interface WorkerStart {
  readonly dataDir: string;
  /** A dumped data directory to begin with, so that a test need not wait for a fresh one. */
  readonly prepared?: Uint8Array;
}

export type WorkerRequest = { readonly id: number } & (
  { readonly kind: 'ready' | 'close' } | { readonly kind: 'query'; readonly message: Uint8Array }
);

/** One message of PostgreSQL's wire protocol, parsed; `name` is `error` for an error. */
export interface BackendMessage {
  readonly name: string;
  readonly length: number;
  readonly message?: string;
}

export type WorkerAnswer =
  | { readonly id: number; readonly messages: readonly BackendMessage[] }
  | { readonly id: number; readonly failure: string };
