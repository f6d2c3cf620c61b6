import type { z } from 'zod';

import type { JsonObject } from '../json.js';
import { readInput } from './inputs.js';
import type { AwsAccount } from './model.js';

/** What an operation sees: whose it is called for, and everybody. */
export interface Scene {
  account: AwsAccount;
  /** The organisation's management account. */
  management: AwsAccount;
  accounts: readonly AwsAccount[];
  /** How many entries stand on a page. */
  pageSize: number;
  /** What a second registration is answered with, which AWS does not document. */
  again: 'conflict' | 'ok';
}

/** One operation: what it takes and what it does. */
export interface AwsOperation {
  run(scene: Scene, body: unknown): JsonObject;
}

/** Reads the input before the operation sees it. */
export function defineOperation<Schema extends z.ZodType>(
  input: Schema,
  run: (scene: Scene, input: z.output<Schema>) => JsonObject,
): AwsOperation {
  return { run: (scene, body) => run(scene, readInput(input, body)) };
}
