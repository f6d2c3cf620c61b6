import { randomBytes, randomUUID } from 'node:crypto';

import type { ToolConfig } from '../config/tools.js';
import { answerOperator, type OperatorAnswer, type OperatorWish } from '../engine/pausing/changes-by-operator.js';
import { oneLine } from '../engine/text.js';
import { directoryIn } from '../store/directory/directory.js';
import { changesOverSocket } from '../store/embedded/changes-over-socket.js';
import { pausesIn } from '../store/pauses.js';
import { CannotDo } from './cannot-do.js';
import { reach } from './reach.js';

const USAGE = `npm run --silent changes -- status          says whether changes are paused, by whom and why
npm run --silent changes -- pause REASON    stops every change at once, in all processes
npm run --silent changes -- resume          ends that, where there is no org owner who could
The database is the app's: DATABASE_URL, or DATA_DIR.`;

const LONGEST_REASON = 500;

/** Carries out what was typed. @throws CannotDo, in words, where it is not understood. */
export async function changesCommand(
  args: readonly string[],
  config: () => ToolConfig,
  by: string,
): Promise<OperatorAnswer> {
  const wish = wishOf(args, by);
  const reached = await reach(config());
  if (reached.kind === 'app') return changesOverSocket(reached.dataDir, wish);
  const { db, enterpriseId } = reached;
  try {
    const directory = directoryIn({ db, enterpriseId, holder: randomUUID() });
    await directory.refresh('people');
    const pauses = pausesIn(db, enterpriseId, () => randomBytes(16).toString('hex'));
    return await answerOperator({ pauses, directory, clock: { now: () => new Date() } }, wish);
  } finally {
    await reached.close();
  }
}

function wishOf([verb, ...rest]: readonly string[], by: string): OperatorWish {
  const reason = oneLine(rest.join(' '), LONGEST_REASON);
  if ((verb === 'status' || verb === 'resume') && rest.length === 0) return { verb, by };
  if (verb === 'pause' && reason !== '') return { verb, by, id: randomUUID(), reason };
  throw new CannotDo(USAGE);
}
