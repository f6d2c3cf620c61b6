import type { LedgerConfig } from '../config/ledger.js';
import type { Clock } from '../engine/ports.js';
import { signingKey } from '../engine/ledger/signing-key.js';
import { streamLedger, type LedgerStream } from '../engine/ledger/stream-ledger.js';
import { recurring, type Recurring } from '../recurring.js';
import type { Logger } from '../telemetry/log.js';
import { webhookTo } from './webhook.js';

export interface StreamingOptions {
  readonly config: LedgerConfig;
  readonly stream: LedgerStream;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onFault: (error: unknown) => void;
  /** Cuts off what is under way. */
  readonly signal: AbortSignal;
  /** How long the receiver is waited for. */
  readonly timeoutMs?: number;
}

/** How long an entry may wait before it leaves. */
const LOOK_EVERY_MS = 5_000;

/** Begins to send the ledger to its receiver (`AUDIT_SINK_URL`), where there is one. No run waits for it. */
export function startStream({ config, log, onFault, timeoutMs, ...options }: StreamingOptions): readonly Recurring[] {
  const { sink, signingKeys } = config;
  if (sink === null) return [];
  const receiver = webhookTo({ url: sink, signal: options.signal, timeoutMs });
  const keys = signingKeys.map(signingKey);
  // Of the URL only this may be told: paths and parameters of webhooks are secrets.
  const { host } = new URL(sink);
  const onTrouble = (trouble: object): void =>
    log.warn({ host, ...trouble }, 'entries of the ledger were not taken by their receiver; they are sent again');
  const job = (): Promise<number | null> => streamLedger({ ...options, receiver, keys, onTrouble });
  return [recurring({ everyMs: LOOK_EVERY_MS, job, onFault })];
}
