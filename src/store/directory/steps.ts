import { setImmediate as others } from 'node:timers/promises';

/** Work in small pieces: at each `yield` others may have their turn. A piece takes far less than a millisecond. */
export type Steps<T> = Generator<void, T, void>;

/** Nobody waits longer than this for work that is done in steps. */
const SLICE_MS = 2;

/** Does the work with regard to others: requests are answered in between. */
export async function inSteps<T>(work: Steps<T>): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    await others();
  }
}

/** Does the work in one go. */
export function atOnce<T>(work: Steps<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

type Compare = (one: number, other: number) => number;

/** As many as are sorted or merged between two pauses. */
const PIECE = 512;

/** The numbers in order: small runs first, then merged two by two. */
export function* sorted(numbers: Uint32Array, compare: Compare): Steps<Uint32Array> {
  for (let from = 0; from < numbers.length; from += PIECE) {
    numbers.subarray(from, from + PIECE).sort(compare);
    yield;
  }
  let from = numbers;
  let into: Uint32Array = new Uint32Array(numbers.length);
  for (let width = PIECE; width < numbers.length; width *= 2) {
    for (let start = 0; start < numbers.length; start += 2 * width) {
      yield* merged(from, into, { start, width }, compare);
    }
    [from, into] = [into, from];
  }
  return from;
}

function* merged(
  from: Uint32Array,
  into: Uint32Array,
  { start, width }: { start: number; width: number },
  compare: Compare,
): Steps<void> {
  const middle = Math.min(start + width, from.length);
  const end = Math.min(start + 2 * width, from.length);
  let left = start;
  let right = middle;
  for (let place = start; place < end; place += 1) {
    if (place % PIECE === 0) yield;
    const takesLeft = left < middle && (right >= end || compare(from[left] ?? 0, from[right] ?? 0) <= 0);
    into[place] = (takesLeft ? from[left++] : from[right++]) ?? 0;
  }
}
