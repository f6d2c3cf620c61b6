import type { JsonObject } from '../planning/plan.js';
import type { Words } from '../words.js';

/** The part of every answer that is recorded; operations that keep more read the rest themselves (`answered`). */
export interface AdminAnswer {
  readonly ok: boolean;
  readonly error?: string;
  readonly response_metadata?: { readonly warnings?: string[]; readonly messages?: string[]; next_cursor?: string };
}

/** What is kept of an answer, in IDs and counts, and how much of the call was done. */
export interface Kept {
  readonly done: 'all' | 'part' | 'none';
  readonly detail: JsonObject;
}

/** For methods that do a part of what was asked, or answer with something that people want to know. */
export interface Answered<A extends JsonObject> {
  /** Given Slack's whole answer, a refusal too: what came of it. */
  keep(answer: unknown, args: A): Kept;
  /** The same in words: whole sentences that follow the outcome. */
  says(detail: JsonObject, args: A): readonly Words[];
}

export type { Page } from './page.js';
