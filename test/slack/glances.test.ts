import { beforeEach, describe, expect, it } from '@jest/globals';

import type { Records } from '../../src/engine/ports.js';
import { glancesAt } from '../../src/slack/glances.js';
import { FakeClock, MINUTE } from '../support/clock.js';

type Glance = Awaited<ReturnType<Records['glance']>>;

describe('a glance at the run of a form somebody types in', () => {
  let clock: FakeClock;
  let asked: string[];
  let stored: Record<string, Glance>;
  let openRun: ReturnType<typeof glancesAt>;
  beforeEach(() => {
    clock = new FakeClock();
    asked = [];
    stored = { one: { operation: 'admin.users.assign', requester: 'W1', state: 'received' } };
    const glance = (id: string): Promise<Glance> => {
      asked.push(id);
      return Promise.resolve(stored[id] ?? null);
    };
    openRun = glancesAt({ glance }, clock);
  });

  it('asks the database at the first letter, then once a minute', async () => {
    for (let letter = 0; letter < 5; letter += 1) expect(await openRun('one')).toMatchObject({ requester: 'W1' });
    expect(asked).toEqual(['one']);

    clock.pass(MINUTE + 1);
    expect(await openRun('one')).toMatchObject({ requester: 'W1' });
    expect(asked).toEqual(['one', 'one']);
  });

  it('remembers nothing of a run that is not there: it may be about to be stored', async () => {
    expect(await openRun('two')).toBeNull();
    stored['two'] = { operation: 'admin.users.assign', requester: 'W2', state: 'received' };
    expect(await openRun('two')).toMatchObject({ requester: 'W2' });
  });

  it('knows no run that is closed, a minute later at the latest', async () => {
    await openRun('one');
    stored['one'] = { operation: 'admin.users.assign', requester: 'W1', state: 'withdrawn' };
    clock.pass(MINUTE + 1);
    expect(await openRun('one')).toBeNull();
  });
});
