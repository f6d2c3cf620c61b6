import { describe, expect, it } from '@jest/globals';

import type { Window } from './page/support/window.js';
import { withSim } from './with-sim.js';

/** Two people and a request between them, by clicking and typing. */
describe('a request for approval', () => {
  const here = withSim();

  /** Margaret asks to make Ada an admin of the whole organisation; Grace looks at the approval channel. */
  const asked = async (): Promise<{ margaret: Window; grace: Window }> => {
    const margaret = await here.open('margaret', 'audit');
    const grace = await here.open('grace', 'approvals');
    await margaret.say('/grant-admin @ada in the org because she runs IT now');
    const form = margaret.dialog('Grant admin');
    await form.getByRole('button', { name: 'Continue' }).click();
    await form.getByRole('button', { name: 'Ask for approval' }).click();
    await form.getByText('Waiting for an approval.').waitFor();
    await form.getByRole('button', { name: 'Close' }).last().click();
    return { margaret, grace };
  };

  it('is denied with a reason, which whoever asked reads', async () => {
    const { margaret, grace } = await asked();
    const card = grace.message(/asks for an approval/);
    await card.getByRole('button', { name: 'Deny' }).click();
    const form = grace.dialog('Deny this request');
    await form.getByRole('textbox', { name: 'Why not?' }).fill('IT is run by Emmy until Monday.');
    await form.getByRole('button', { name: 'Deny' }).click();
    await form.getByText('Grace Hopper (W0GRACE0002) denied it.').waitFor();
    await form.getByRole('button', { name: 'Close' }).last().click();

    const ended = grace.message(/asked for an approval/);
    await ended.getByText('IT is run by Emmy until Monday.').waitFor();
    expect(await ended.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await margaret.place(/^Gridkeeper/).click();
    await margaret
      .message(/IT is run by Emmy until Monday\./)
      .last()
      .waitFor();
  });

  it('is looked at in detail, and approved there', async () => {
    const { margaret, grace } = await asked();
    await grace
      .message(/asks for an approval/)
      .getByRole('button', { name: 'Details' })
      .click();
    const details = grace.dialog('Grant admin');
    await details.getByText('admin.users.setAdmin').waitFor();
    await details.getByText('org-roles-need-approval').waitFor();
    await details.getByRole('button', { name: 'Approve' }).click();
    await grace.page
      .getByRole('alertdialog', { name: 'Approve this?' })
      .getByRole('button', { name: 'Approve' })
      .click();
    await details.getByText('Done: Margaret Hamilton').waitFor();
    await details.getByRole('button', { name: 'Close' }).last().click();
    await margaret
      .message(/Grant admin: done/)
      .getByText('Approved by Grace Hopper')
      .waitFor();
  });
});
