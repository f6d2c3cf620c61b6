import type { KnownBlock } from '@slack/web-api';

import type { Run } from '../engine/run.js';
import { strong, words } from '../engine/words.js';
import { quote, section } from './blocks.js';

/** Why somebody said no, in their own words, as long as nobody had it erased. */
export function denialBlocks({ remarks }: Pick<Run, 'remarks'>): KnownBlock[] {
  const reason = remarks['denial'];
  return reason === undefined ? [] : [section([words`${strong('Why they said no')}`], {}), quote(reason)];
}
