import { describe, expect, it } from '@jest/globals';

import { menuFor, type Menu } from '../../src/engine/menu.js';
import { catalogueOf } from '../../src/engine/operation.js';
import { homeLoadingView, homeTroubleView, homeView } from '../../src/forms/home-view.js';
import { menuView } from '../../src/forms/menu-view.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { listUsers } from '../../src/operations/users/list.js';
import { defaultPolicy } from '../../src/policy/default-policy.js';
import { viewProblems } from '../../src/simulator/block-kit/check.js';
import { LONG_HOSTILE } from '../support/hostile.js';
import { somebody } from '../support/org.js';
import { expectShowableView, liveIn, partsOf, readAloud } from '../support/showable.js';

const OWNER = somebody('W0AWS', { orgRole: 'owner' });
const policy = defaultPolicy(['W0AWS']);
const menu = menuFor({ catalogue, policy }, OWNER);
const NOBODY = menuFor({ catalogue, policy }, somebody('W1', { kind: 'guest' }));
const names = { W0AWS: 'Ada', W1: `${LONG_HOSTILE}<!channel>` };
const content = (shown: Menu, prefix = ''): Parameters<typeof menuView>[0] => ({ menu: shown, prefix, names });
const FRESH = [
  ['people', new Date('2026-03-02T09:00:00Z')],
  ['channels', null],
] as const;

/** A catalogue of so many operations. */
const many = (count: number): Menu => {
  const all = Array.from({ length: count }, (_, index) => ({
    ...listUsers,
    method: `admin.many.method${index}` as const,
  }));
  return menuFor({ catalogue: catalogueOf(all), policy }, OWNER);
};
const optionsOf = (view: unknown): string[] =>
  [...JSON.stringify(view).matchAll(/"value":"([^"]+)"/gu)].map(([, value]) => value ?? '');

function expectShowableHome(view: unknown): void {
  const sent: unknown = JSON.parse(JSON.stringify(view));
  expect(viewProblems(sent, ['home'])).toEqual([]);
  for (const part of partsOf(sent)) if (part['type'] === 'mrkdwn') expect(liveIn(String(part['text']))).toEqual([]);
}

describe('menuView', () => {
  it('has every operation of the catalogue once, below what it is about', () => {
    const view = menuView(content(menu, 'acme-'));
    expectShowableView(view);
    expect(optionsOf(view)).toEqual(menu.items.map(({ operation }) => operation.method));
    expect(readAloud(view)).toContain('Grant admin (/acme-grant-admin)');
    expect(readAloud(view)).toContain('List AWS registrations');
  });

  it('has room for all that there is', () => {
    expect(catalogue.all.length).toBeLessThanOrEqual(100);
  });

  it('says how many there is no room for', () => {
    const view = menuView(content(many(103)));
    expectShowableView(view);
    expect(optionsOf(view)).toHaveLength(100);
    expect(readAloud(view)).toContain('3 more do not fit in here');
  });

  it('says why there is nothing, with nothing to press', () => {
    const view = menuView(content(NOBODY));
    expectShowableView(view);
    expect(view.submit).toBeUndefined();
    expect(readAloud(view)).toContain('So there is nothing here that you could run.');
  });
});

describe('homeView', () => {
  it('reads well', () => {
    const two = { ...menu, items: menu.items.filter(({ operation }) => /setAdmin|^List/u.test(operation.method)) };
    const view = homeView({ ...content(two, 'acme-'), freshness: FRESH, goingOn: [] });
    expectShowableHome(view);
    expect(readAloud(view)).toMatchInlineSnapshot(`
     "Gridkeeper
     Gridkeeper does the organisation’s admin work. Choose here, or type a command anywhere in Slack; add \`help\` to read more about it. Nothing happens before you have seen what will change and confirmed it, and everything is recorded in the audit channel.
     Open the menu
     *People*
     Grant admin  \`/acme-grant-admin\`
     Make a member an admin of a workspace or of the whole organisation.
     Start
     *AWS*
     List AWS registrations
     Show which Slack workspaces are registered with AWS accounts.
     Start
     *Who may run what*
     Org owners and org admins may run operations.
     Ada (W0AWS) is named for AWS operations.
     Names in the pickers come from a local copy of the organisation: people as of <!date^1772442000^{date_long}, {time}|2 March 2026 at 09:00 UTC>; channels still being read. An ID that you paste works at any time. Decisions are never made on the copy."
    `);
  });

  it('has a button for everything that one may run', () => {
    const view = homeView({ ...content(menu), freshness: FRESH, goingOn: [] });
    expectShowableHome(view);
    expect(optionsOf(view)).toEqual(menu.items.map(({ operation }) => operation.method));
  });

  it('has nothing to press for whom there is nothing', () => {
    const view = homeView({ ...content(NOBODY), freshness: FRESH, goingOn: [] });
    expectShowableHome(view);
    expect(JSON.stringify(view)).not.toContain('"button"');
  });

  it('leaves to the menu what there is no room for', () => {
    const view = homeView({ ...content(many(100)), freshness: FRESH, goingOn: [] });
    expectShowableHome(view);
    expect(readAloud(view)).toContain('…and 50 more in the menu.');
  });

  it('can be shown while nothing is known, and where nothing can be known', () => {
    expectShowableHome(homeLoadingView());
    expectShowableHome(homeTroubleView(['Slack <!channel> is away.']));
  });
});
