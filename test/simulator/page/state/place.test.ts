import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { readPlace, writePlace } from '../../../../src/simulator/page/state/place.js';

describe('readPlace', () => {
  it('reads what stands behind the #', () => {
    expect(readPlace('#as=W1&team=T1&channel=home')).toEqual({ as: 'W1', team: 'T1', channel: 'home', thread: '' });
  });

  it('finds nothing in an empty address', () => {
    expect(readPlace('')).toEqual({ as: '', team: '', channel: '', thread: '' });
  });

  it('reads every place as it was written', () => {
    const place = fc.record({ as: fc.string(), team: fc.string(), channel: fc.string(), thread: fc.string() });
    fc.assert(
      fc.property(place, (written) => {
        expect(readPlace(writePlace(written))).toEqual(written);
      }),
    );
  });
});
