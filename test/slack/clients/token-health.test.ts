import { describe, expect, it } from '@jest/globals';

import { SlackRefused, SlackUnreachable } from '../../../src/engine/errors/slack-errors.js';
import { tokenHealth } from '../../../src/slack/clients/token-health.js';
import { createLogger } from '../../../src/telemetry/log.js';
import { FakeClock, HOUR, MINUTE } from '../../support/clock.js';

describe('the health of the admin token', () => {
  const watched = () => {
    const lines: string[] = [];
    const clock = new FakeClock();
    const log = createLogger({ level: 'info', secrets: [], destination: { write: (line) => void lines.push(line) } });
    const health = tokenHealth(clock, log);
    const refuse = (code: string): Promise<void> =>
      health.watch(Promise.reject(new SlackRefused('admin.users.setAdmin', code))).catch(() => undefined);
    const alerts = (): unknown[] => lines.map((line) => JSON.parse(line)).filter((line) => 'alert' in line);
    return { clock, health, refuse, alerts };
  };

  it.each(['token_revoked', 'not_an_admin', 'missing_scope', 'account_inactive', 'invalid_auth'])(
    'alerts the operator when Slack says %s, because that stops everything',
    async (code) => {
      const { health, refuse, alerts } = watched();
      await refuse(code);
      expect(health.problem()).toBe(code);
      expect(alerts()).toMatchObject([{ alert: 'admin-token', method: 'admin.users.setAdmin', code, level: 50 }]);
    },
  );

  it('does not take a refusal of one request, or no answer, for trouble with the token', async () => {
    const { health, refuse, alerts } = watched();
    await refuse('user_not_found');
    await health
      .watch(Promise.reject(new SlackUnreachable('admin.users.list', 'timeout', true)))
      .catch(() => undefined);
    expect(health.problem()).toBeNull();
    expect(alerts()).toEqual([]);
  });

  it('says the same thing once an hour, and is well again with the next answer', async () => {
    const { clock, health, refuse, alerts } = watched();
    await refuse('token_revoked');
    await refuse('token_revoked');
    expect(alerts()).toHaveLength(1);
    clock.pass(HOUR + MINUTE);
    await refuse('token_revoked');
    expect(alerts()).toHaveLength(2);
    await health.watch(Promise.resolve('an answer'));
    expect(health.problem()).toBeNull();
  });

  it('hands on what the call came to', async () => {
    const { health } = watched();
    const refused = new SlackRefused('admin.users.list', 'token_revoked');
    await expect(health.watch(Promise.reject(refused))).rejects.toBe(refused);
    await expect(health.watch(Promise.resolve(5))).resolves.toBe(5);
  });
});
