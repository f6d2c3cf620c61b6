import { setTimeout as sleep } from 'node:timers/promises';

import { post } from '../../src/simulator/delivery/post.js';
import { signature } from '../../src/simulator/delivery/sign.js';
import type { QuickSlack } from './quick-slack.js';

/** Whoever types commands, and how they come to the app. */
export interface Commands {
  readonly url: string;
  readonly signingSecret: string;
  readonly slack: QuickSlack;
  /** What every command carries besides its trigger. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What became of one command, in milliseconds from when it was due; `null` where it did not come to it. */
export interface Commanded {
  readonly acknowledged: number | null;
  readonly opened: number | null;
  readonly stands: number | null;
}

/** As Slack waits for an acknowledgement. */
const PATIENCE_MS = 3_000;
/** As long as somebody would look at a loading view. */
const FORM_PATIENCE_MS = 10_000;

let typed = 0;

/** Types one command; settles when its form stands, or does not. */
async function command(to: Commands, due: number): Promise<Commanded> {
  typed += 1;
  const trigger = `${process.pid}.${typed}.${'0'.repeat(16)}`;
  const body = new URLSearchParams({ ...to.fields, trigger_id: trigger }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature(to.signingSecret, timestamp, body),
  };
  const seen = to.slack.expect(trigger);
  const outcome = await post({ url: `${to.url}/slack/events`, headers, body }, PATIENCE_MS);
  const acknowledged = outcome.kind === 'answered' && outcome.status === 200 ? performance.now() - due : null;
  const given = new AbortController();
  const patience = sleep(FORM_PATIENCE_MS, null, { signal: given.signal }).catch(() => null);
  const stands = await Promise.race([seen.stands, patience]);
  given.abort();
  return {
    acknowledged,
    opened: seen.opened === null ? null : seen.opened - due,
    stands: stands === null ? null : stands - due,
  };
}

/** So many people, each of whom types the next command when the form of the one before stands. */
export async function closedLoop(to: Commands, people: number, seconds: number): Promise<readonly Commanded[]> {
  const until = performance.now() + seconds * 1000;
  const all: Commanded[] = [];
  const person = async (): Promise<void> => {
    while (performance.now() < until) all.push(await command(to, performance.now()));
  };
  await Promise.all(Array.from({ length: people }, person));
  return all;
}

/** So many commands a second, whether or not the app keeps up. */
export async function openLoop(to: Commands, perSecond: number, seconds: number): Promise<readonly Commanded[]> {
  const began = performance.now();
  const all: Promise<Commanded>[] = [];
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const due = began + (number * 1000) / perSecond;
    await sleep(Math.max(0, due - performance.now()));
    all.push(command(to, due));
  }
  return Promise.all(all);
}
