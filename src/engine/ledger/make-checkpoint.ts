import { GENESIS, hashOf, MARK_LENGTH, markStep, signCheckpoint, type Checkpoint } from './checkpoint.js';
import type { Checkpoints } from './checkpoints.js';
import type { SigningKey } from './signing-key.js';

/** The key that signs, and the one before it where that is still known. */
export interface SigningKeys {
  readonly current: SigningKey;
  readonly before: SigningKey | null;
}

/** Another process has taken a newer key into use: what this one signs would look like a step back. */
export class RetiredKey extends Error {
  constructor(mine: string, newer: string) {
    super(
      `This process signs with ${mine}, which another process has replaced by ${newer}; it writes no checkpoints. Start it anew with the LEDGER_SIGNING_KEY that the others have; to go back to the key of this one, put it in front of the newer one, with a comma between them.`,
    );
    this.name = 'RetiredKey';
  }
}

/** As long as this after a checkpoint, the next one follows where there is anything new. */
const EVERY_MS = 60 * 60_000;

/**
 * Signs what the ledger is now. Nothing is signed where the last checkpoint covers everything, or is younger than an
 * hour and the app has not just been started. Answers the checkpoint that was written, by this process alone.
 * @throws RetiredKey
 */
export async function makeCheckpoint(
  checkpoints: Checkpoints,
  keys: SigningKeys,
  { now, isStart }: { readonly now: Date; readonly isStart: boolean },
): Promise<Checkpoint | null> {
  // In this order: the head only grows, so that it is never behind the checkpoint.
  const last = await checkpoints.newest();
  const head = await checkpoints.head();
  if (!head || head.sequence === 0) return null;
  const { current } = keys;
  const isNewKey = last !== null && last.public_key !== current.publicKey;
  if (isNewKey) await refuseRetired(checkpoints, keys, last);
  const isDue = isStart || !last || Date.parse(last.at) + EVERY_MS <= now.getTime();
  if (!isNewKey && (!isDue || head.sequence === last?.count)) return null;

  const from = (last?.count ?? 0) + 1;
  const checkpoint: Checkpoint = {
    v: 1,
    kind: 'gridkeeper.checkpoint',
    enterprise_id: checkpoints.enterpriseId,
    number: (last?.number ?? 0) + 1,
    previous: last ? hashOf(last) : GENESIS,
    count: head.sequence,
    head: head.hash,
    at: now.toISOString(),
    marks: await marksOf(checkpoints, from, head.sequence),
    public_key: current.publicKey,
    ...(isNewKey ? { succeeds: last.public_key } : {}),
  };
  const countersigner = isNewKey && keys.before?.publicKey === last.public_key ? keys.before : null;
  const isMine = await checkpoints.add(checkpoint, signCheckpoint(checkpoint, current, countersigner));
  return isMine ? checkpoint : null;
}

/** A key that was replaced comes back only where its successor agrees: its process is of before, or somebody stole it. */
async function refuseRetired(
  checkpoints: Checkpoints,
  { current, before }: SigningKeys,
  last: Checkpoint,
): Promise<void> {
  if (before?.publicKey === last.public_key) return;
  if (await checkpoints.hasSigned(current.publicKey)) throw new RetiredKey(current.publicKey, last.public_key);
}

async function marksOf(checkpoints: Checkpoints, from: number, to: number): Promise<Checkpoint['marks']> {
  const step = markStep(to - from + 1);
  const sequences = Array.from({ length: Math.ceil((to - from + 1) / step) }, (_, index) => from + index * step);
  const hashes = await checkpoints.hashesOf(sequences);
  if (hashes.length < sequences.length)
    throw new Error('Entries are missing in the ledger, so nothing is signed. Run: npm run audit -- verify');
  return { from, step, hashes: hashes.map((hash) => hash.slice(0, MARK_LENGTH)) };
}
