import { readdir, readFile } from 'node:fs/promises';

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { STATES, type State } from '../../src/engine/state.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { runShown, SHOWN } from '../support/everything-shown.js';
import { anyText, HOSTILE, LONG_HOSTILE } from '../support/hostile.js';
import { expectShowable } from '../support/showable.js';

const METHODS = catalogue.all.map(({ method }) => method);
/** Below anything that is said: what views, messages and their parts are put together from. */
const BRICKS = ['src/forms/blocks.ts', 'src/forms/frame.ts'];
/** Above it: asks how things are, and has a builder that is looked at here say it. */
const ASKING = ['src/slack/screens/looking-back.ts'];
const ELSEWHERE = new Set([...BRICKS, ...ASKING]);
const BUILDER =
  /^export (?:async )?(?:function|const) (\w+)(?: = )?\([^{}]*(?:\{[^{}]*\}[^{}]*)*?\): (?:Promise<)?(?:ModalView|HomeView|View|Message|KnownBlock(?:\[\])?|SectionBlock|Button)\b/gmu;

/** Every exported function that answers a view, a message or a part of one. */
async function builders(folder: string): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true })).map((name) => `${folder}/${name}`);
  const sources = files.filter((file) => file.endsWith('.ts') && !ELSEWHERE.has(file));
  const found = await Promise.all(
    sources.map(async (file) => [...(await readFile(file, 'utf8')).matchAll(BUILDER)].map(([, name = '']) => name)),
  );
  return found.flat();
}

function expectAllShowable(method: string, state: State, said: { name: string; text: string }): void {
  const run = runShown(method, state, said);
  for (const [builder, shows] of Object.entries(SHOWN)) {
    for (const shown of shows(run)) expectShowable(`${builder} of ${method}, ${state}`, shown);
  }
}

describe('everything that the app can show', () => {
  it('is looked at here: no builder is forgotten', async () => {
    const all = [...(await builders('src/forms')), ...(await builders('src/slack'))];
    expect(all.toSorted()).toEqual(Object.keys(SHOWN).toSorted());
  });

  it.each(STATES)(
    'is taken by Slack with names of 200 characters that grow when escaped, of a run that is %s',
    (state) => {
      expectAllShowable('admin.users.setAdmin', state, { name: LONG_HOSTILE, text: '&'.repeat(500) });
    },
  );

  it.each(METHODS)('is taken by Slack with names of 200 characters, of %s', (method) => {
    const state = STATES[METHODS.indexOf(method) % STATES.length] ?? 'planned';
    expectAllShowable(method, state, { name: 'Ö'.repeat(200), text: 'Ö'.repeat(500) });
  });

  it.each(HOSTILE)('keeps dead, as a name and in people’s own words, %j', (text) => {
    const method = METHODS[HOSTILE.indexOf(text) % METHODS.length] ?? 'admin.users.setAdmin';
    const state = STATES[HOSTILE.indexOf(text) % STATES.length] ?? 'planned';
    expectAllShowable(method, state, { name: text, text });
  });

  it('is taken by Slack whatever people are called and write', () => {
    fc.assert(
      fc.property(
        anyText(),
        anyText(500),
        fc.constantFrom(...METHODS),
        fc.constantFrom(...STATES),
        (name, text, method, state) => expectAllShowable(method, state, { name, text }),
      ),
      { numRuns: process.env['TEST_FULL'] ? 500 : 15 },
    );
  });
});
