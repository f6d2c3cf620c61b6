import type { App, BlockSuggestion } from '@slack/bolt';
import type { Option } from '@slack/web-api';

import type { Desk } from '../desk.js';

/** Listens to pickers. One cannot show a sentence: whatever goes wrong offers nothing, and is logged. */
export function onOptions(
  app: App,
  { logFault }: Pick<Desk, 'logFault'>,
  actionIds: RegExp,
  optionsFor: (asked: BlockSuggestion) => Promise<Option[]>,
): void {
  app.options(actionIds, async ({ ack, body }) => {
    const options = await optionsFor(body).catch((error: unknown): Option[] => {
      logFault(error, 'the options of a picker');
      return [];
    });
    await ack({ options });
  });
}
