import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import { optionsProblems } from '../../src/simulator/block-kit/check.js';
import { post } from '../../src/simulator/delivery/post.js';
import { signature } from '../../src/simulator/delivery/sign.js';
import type { Payload } from './slack.js';
import { waited } from './waited.js';

/** A picker that somebody types in. */
export interface Picker {
  readonly name: string;
  readonly payload: Payload;
  /** What is typed, one after the other, again and again. */
  readonly texts: readonly string[];
}

/** How one keystroke was answered. */
export interface Keystroke {
  readonly picker: string;
  /** From when it was due until it was answered. */
  readonly milliseconds: number;
  /** From when it was sent, without the time in which the app, or whoever measured, waited for a processor. */
  readonly own: number;
  readonly options: number;
  /** Why Slack would not take it; empty where it would. */
  readonly problems: readonly string[];
}

/** Where keystrokes go. */
export interface AppAddress {
  readonly url: string;
  readonly pid: number;
  readonly signingSecret: string;
}

/** As Slack waits. */
const PATIENCE_MS = 3_000;
const Offer = z.object({
  options: z.array(z.object({ value: z.string(), text: z.object({ text: z.string() }) })),
});

/** How long two processes have waited for others, both together. */
const waits = (pid: number): number => (waited(pid) ?? 0) + (waited('self') ?? 0);

/**
 * Types into these pickers by turns, so many times a second whether or not the app keeps up, until it is told to stop.
 * Each time is taken from when the keystroke was due.
 */
export function typing(app: AppAddress, pickers: readonly Picker[], perSecond: number) {
  const keystrokes: Promise<Keystroke>[] = [];
  const began = performance.now();
  const stopped = new AbortController();
  const typed = (async () => {
    for (let number = 0; !stopped.signal.aborted; number += 1) {
      const due = began + (number * 1000) / perSecond;
      await sleep(Math.max(0, due - performance.now()));
      const picker = pickers[number % pickers.length];
      const round = Math.floor(number / pickers.length);
      const text = picker?.texts[round % picker.texts.length] ?? '';
      if (picker) keystrokes.push(keystroke(app, picker, { text, due }));
    }
  })();
  return {
    stop: async (): Promise<{ readonly keystrokes: readonly Keystroke[]; readonly seconds: number }> => {
      stopped.abort();
      await typed;
      return { keystrokes: await Promise.all(keystrokes), seconds: (performance.now() - began) / 1000 };
    },
  };
}

async function keystroke(
  app: AppAddress,
  picker: Picker,
  { text, due }: { text: string; due: number },
): Promise<Keystroke> {
  const sent = performance.now();
  const others = waits(app.pid);
  const answer = await suggestion(app, picker.payload, text);
  const answered = performance.now();
  const milliseconds = answered - due;
  const own = Math.max(0, answered - sent - (waits(app.pid) - others));
  const options = Offer.safeParse(answer.body).data?.options.length ?? 0;
  const problems = answer.problem ? [answer.problem] : optionsProblems(answer.body);
  return { picker: picker.name, milliseconds, own, options, problems };
}

/** Whether the app knows this one: it offers everything that was pasted, but knows the names of its own only. */
export async function knows(app: AppAddress, payload: Payload, id: string): Promise<boolean> {
  const offer = Offer.safeParse((await suggestion(app, payload, id)).body);
  return offer.data?.options.some(({ value, text }) => value === id && text.text !== id) ?? false;
}

async function suggestion(
  { url, signingSecret }: AppAddress,
  payload: Payload,
  value: string,
): Promise<{ body: unknown; problem: string | null }> {
  const body = new URLSearchParams({ payload: JSON.stringify({ ...payload, value }) }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature(signingSecret, timestamp, body),
  };
  const outcome = await post({ url: `${url}/slack/events`, headers, body }, PATIENCE_MS);
  if (outcome.kind !== 'answered') return { body: null, problem: outcome.kind };
  if (outcome.status !== 200) return { body: null, problem: `status ${outcome.status}` };
  return { body: JSON.parse(outcome.body), problem: null };
}
