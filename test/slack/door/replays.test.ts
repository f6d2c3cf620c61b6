import { describe, expect, it } from '@jest/globals';

import { Replays } from '../../../src/slack/door/replays.js';

interface Answer {
  readonly body: string;
}
const answer = (body: string): Promise<Answer> => Promise.resolve({ body });

describe('Replays', () => {
  it('knows nothing of the first request, and answers the second as the first was', async () => {
    const replays = new Replays<Answer>();
    expect(replays.earlier('v0=1', answer('first'))).toBeNull();
    expect(await replays.earlier('v0=1', answer('second'))).toMatchObject({ body: 'first' });
  });

  it('keeps requests apart by their signatures', () => {
    const replays = new Replays<Answer>();
    expect(replays.earlier('v0=1', answer('one'))).toBeNull();
    expect(replays.earlier('v0=2', answer('other'))).toBeNull();
  });

  it('remembers all that ten minutes at Slack’s own limit can bring, and no more', async () => {
    const replays = new Replays<Answer>();
    for (let count = 0; count < 6_000; count += 1) void replays.earlier(`v0=${count}`, answer(String(count)));
    expect(await replays.earlier('v0=1', answer('again'))).toMatchObject({ body: '1' });
    // One more than there is room for: the one that was not asked for the longest goes.
    expect(replays.earlier('v0=one more', answer('new'))).toBeNull();
    expect(replays.earlier('v0=0', answer('forgotten'))).toBeNull();
  });
});
