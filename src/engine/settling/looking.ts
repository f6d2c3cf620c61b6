import { SlackBusy, SlackRefused, SlackUnreachable } from '../errors/slack-errors.js';

/** What a look at how things are came to. */
export type Looked<T> = { readonly answer: T } | { readonly problem: string };

/** A look at how things are, or the code of what kept it from coming to anything. */
export async function looking<T>(look: () => Promise<T>): Promise<Looked<T>> {
  try {
    return { answer: await look() };
  } catch (error) {
    if (error instanceof SlackBusy) return { problem: 'ratelimited' };
    if (error instanceof SlackRefused) return { problem: error.code };
    if (error instanceof SlackUnreachable) return { problem: error.problem };
    throw error;
  }
}
