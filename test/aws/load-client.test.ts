import { describe, expect, it } from '@jest/globals';

import { loadClient, NoOfficialClient } from '../../src/aws/load-client.js';

describe('loadClient', () => {
  it('has a client of its own', async () => {
    expect((await loadClient('composed')).SupportAppClient.name).toBe('SupportAppClient');
  });

  it('says in words that AWS’s own package is not installed, and what to do', async () => {
    const loading = loadClient('official', '@gridkeeper/not-installed');
    await expect(loading).rejects.toBeInstanceOf(NoOfficialClient);
    await expect(loading).rejects.toThrow(
      'AWS_SUPPORT_APP_CLIENT is "official", but the package @aws-sdk/client-support-app is not installed. Install it (npm install @aws-sdk/client-support-app), or unset AWS_SUPPORT_APP_CLIENT to use the client that comes with Gridkeeper.',
    );
  });

  it('does not take another package for it', async () => {
    await expect(loadClient('official', '@smithy/core')).rejects.toThrow('does not have the classes that are needed');
  });
});
