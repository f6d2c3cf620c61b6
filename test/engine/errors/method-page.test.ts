import { describe, expect, it } from '@jest/globals';

import { explainError } from '../../../src/engine/errors/explain-error.js';
import { methodPage } from '../../../src/engine/errors/method-page.js';
import { toPlain } from '../../../src/engine/words.js';
import { listSlackWorkspaceConfigurations } from '../../../src/operations/aws/list-slack-workspace-configurations.js';

describe('methodPage', () => {
  it('is Slack’s for Slack’s methods, and AWS’s for AWS’s', () => {
    expect(methodPage('admin.users.list')).toEqual({
      whose: 'Slack',
      url: 'https://docs.slack.dev/reference/methods/admin.users.list',
    });
    expect(methodPage('ListSlackWorkspaceConfigurations')).toMatchObject({ whose: 'AWS' });
  });

  it('is where an unknown code of AWS’s is looked up', () => {
    expect(toPlain(explainError(listSlackWorkspaceConfigurations, 'brand_new_code'), {})).toContain(
      'https://docs.aws.amazon.com/supportapp/latest/APIReference/API_ListSlackWorkspaceConfigurations.html',
    );
  });
});
