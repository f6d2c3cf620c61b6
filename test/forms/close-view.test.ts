import { describe, expect, it } from '@jest/globals';

import { changedBySomebody, notReadable } from '../../src/engine/settling/hand-over.js';
import { SlackUnreachable } from '../../src/engine/errors/slack-errors.js';
import { toPlain } from '../../src/engine/words.js';
import { closeView } from '../../src/forms/close-view.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { aRun } from '../support/runs.js';
import { expectShowableView, readAloud } from '../support/showable.js';

/** Who did not answer is named as who they are: somebody who looks in Slack for what AWS did finds nothing there. */
describe('a run whose answer was lost', () => {
  it.each([
    ['admin.users.setAdmin', 'Slack', 'Slack’s admin pages'],
    ['RegisterSlackWorkspaceForOrganization', 'AWS', 'the AWS Support Center'],
  ])('of %s sends people to %s', (operation, whose, where) => {
    const run = aRun({ operation });
    const view = closeView(run);
    expectShowableView(view);
    expect(readAloud(view)).toContain(`${whose}’s answer was lost`);
    expect(readAloud(view)).toContain(`Look in ${where}`);
    expect(toPlain(changedBySomebody(run), {})).toContain(`No clear answer came from ${whose},`);
    const notRead = notReadable({ catalogue }, run, new SlackUnreachable(operation, 'timeout', true));
    expect(toPlain(notRead, {})).toContain(`No clear answer came from ${whose},`);
  });
});
