import { z } from 'zod';

import { answerOperator, type OperatorAnswer, type OperatorWish } from '../../engine/pausing/changes-by-operator.js';
import type { Pausing } from '../../engine/pausing/pause-changes.js';
import { ask, type Deeds } from './socket.js';

/* The emergency stop at the two ends of the socket. */

const Wish = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.enum(['status', 'resume']), by: z.string() }),
  z.strictObject({ verb: z.literal('pause'), by: z.string(), id: z.string(), reason: z.string() }),
]);
const Answer = z.object({ done: z.boolean(), says: z.string() });

/** What the running app does for the operator about its changes. */
export function changesDeeds(pausing: Pausing): Deeds {
  return { changes: (asked) => answerOperator(pausing, Wish.parse(asked)) };
}

/** Asks the app that has this directory open. @throws where no app answers there. */
export async function changesOverSocket(dataDir: string, wish: OperatorWish): Promise<OperatorAnswer> {
  return Answer.parse(await ask(dataDir, 'changes', wish));
}
