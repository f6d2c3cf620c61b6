import { describe, expect, it } from '@jest/globals';

import { looksLikeLoading } from '../../../../src/simulator/page/modal/loading.js';
import { textInput, view } from '../support/samples.js';

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

describe('looksLikeLoading', () => {
  it.each([
    ['words that trail off', view({ submit: null, blocks: [section('Reading the live state…')] }), true],
    ['an hourglass', view({ submit: null, blocks: [section(':hourglass_flowing_sand: One moment')] }), true],
    [
      'small print that trails off',
      view({ submit: null, blocks: [{ type: 'context', elements: [{ type: 'mrkdwn', text: 'Working...' }] }] }),
      true,
    ],
    ['a finished sentence', view({ submit: null, blocks: [section('Done.')] }), false],
    ['something to submit', view({ blocks: [section('Loading…')] }), false],
    ['something to fill in', view({ submit: null, blocks: [section('Loading…'), textInput('a')] }), false],
    ['a button', view({ submit: null, blocks: [{ ...section('Loading…'), accessory: { type: 'button' } }] }), false],
    ['nothing', view({ submit: null }), false],
  ])('tells a view with %s', (_what, shown, loading) => {
    expect(looksLikeLoading(shown)).toBe(loading);
  });
});
