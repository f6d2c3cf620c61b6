import { describe, expect, it } from '@jest/globals';

import { forEach } from '../../src/engine/each.js';

describe('forEach', () => {
  it('gives everybody a turn, one after the other, and says afterwards what went wrong', async () => {
    const done: number[] = [];
    const job = async (item: number): Promise<void> => {
      if (item % 2 === 0) throw new Error(`${item} is even`);
      done.push(item);
    };
    await expect(forEach([1, 2, 3, 4, 5], job)).rejects.toMatchObject({
      message: '2 of 5 went wrong',
      errors: [new Error('2 is even'), new Error('4 is even')],
    });
    expect(done).toEqual([1, 3, 5]);
    await expect(forEach([1, 3], job)).resolves.toBeUndefined();
  });
});
