import { describe, expect, it } from '@jest/globals';

import { withSim } from './with-sim.js';

/** A right for half an hour, from the typed words to its release, by clicking. */
describe('a right for a time', () => {
  const here = withSim();

  it('is granted, has a card for both, and is given up by whoever has it', async () => {
    const katherine = await here.open('katherine', 'audit');
    const ada = await here.open('ada', 'general');
    await katherine.say('/grant-admin @ada in marketing for 30m because launch week');
    const form = katherine.dialog('Grant admin');
    expect(await form.getByRole('textbox', { name: /For how long/ }).inputValue()).toBe('30m');
    await form.getByRole('button', { name: 'Continue' }).click();
    await form.getByText(/admin of Marketing \(T0MARKETNG2\) for 30 minutes, until about/).waitFor();
    await form.getByRole('button', { name: 'Confirm' }).click();
    await form.getByText(/It ends by itself/).waitFor();
    await form.getByRole('button', { name: 'Done' }).click();

    await ada.place(/^Gridkeeper/).click();
    const card = ada.message(/You have a right for a time/);
    await card.getByRole('button', { name: 'Ask for more time' }).waitFor();
    await card.getByRole('button', { name: 'Release now' }).click();
    await ada.page
      .getByRole('alertdialog', { name: 'Release it now?' })
      .getByRole('button', { name: 'Release now' })
      .click();
    await ada
      .dialog('Release now')
      .getByText(/✅ Ada Lovelace/)
      .waitFor();
    await ada.dialog('Release now').getByRole('button', { name: 'Close' }).last().click();

    const over = ada.message(/A right for a time has ended/);
    await over.waitFor();
    expect(await over.getByRole('button', { name: 'Release now' }).count()).toBe(0);
    await katherine.message(/A right for a time is over/).waitFor();
  });
});
