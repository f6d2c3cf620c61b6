import { expect } from '@jest/globals';

import type { PersonAtWork } from '../../src/simulator/person-at-work.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { audited, card, plans, presses, settled, submits, textOf } from './steps.js';

/* What has to work over whatever way Slack and the app speak to each other. */

/** From the typed command over form, plan, result and audit post to the plan of the undo. */
export async function goesFromCommandToUndo(slack: Simulator): Promise<void> {
  const katherine = slack.as('katherine');
  await plans(slack, katherine, '/grant-admin', '@ada in marketing because of the launch');
  expect(textOf(await submits(slack, katherine))).toContain('Done: Katherine Johnson (W0KATHER005)');
  expect(textOf(await audited(slack, 'succeeded'))).toContain('member → admin of Marketing');
  expect(textOf(await presses(slack, katherine, 'run.undo'))).toContain('admin → member of Marketing');
}

/** A request, the yes of somebody else, and the change; answers whoever asked, with nothing open. */
export async function isApproved(slack: Simulator): Promise<PersonAtWork> {
  const margaret = slack.as('margaret');
  await plans(slack, margaret, '/grant-admin', '@ada in the org');
  await submits(slack, margaret);
  await card(slack);
  await slack.as('grace').press('run.approve');
  await audited(slack, 'succeeded');
  await margaret.close();
  return margaret;
}

/** The Home tab, and the menu behind it. */
export async function opensTheMenuInHome(slack: Simulator): Promise<void> {
  const katherine = slack.as('katherine');
  await katherine.openHome();
  await slack.waitFor(() => textOf(katherine.home()).includes('Open the menu'));
  await katherine.press('admin.menu');
  expect(textOf(await settled(slack, katherine))).toContain('Choose');
}
