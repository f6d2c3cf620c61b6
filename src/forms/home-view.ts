import type { HomeView, KnownBlock } from '@slack/web-api';

import type { DirectoryKind } from '../engine/organisation/directory.js';
import type { Menu, MenuItem } from '../engine/menu.js';
import { cut } from '../engine/text.js';
import { code, moment, strong, words, type Words } from '../engine/words.js';
import { buttons, context, plain, section, sections } from './blocks.js';
import { inFamilies } from './families.js';
import { prefixed } from './help.js';
import { LIMITS } from './limits.js';
import { MENU, MENU_TITLE, RUN, standing, type MenuContent } from './menu-view.js';

/** What the Home tab is made of. */
export interface HomeContent extends MenuContent {
  /** When the local copy of each kind was complete; `null` while it is being read for the first time. */
  readonly freshness: readonly (readonly [DirectoryKind, Date | null])[];
  /** Blocks about what is going on for them, before what they may run. */
  readonly goingOn: readonly KnownBlock[];
}

/** The app's Home tab: everything that somebody may run, who may run what, and how fresh the names in the pickers are. */
export function homeView(content: HomeContent): HomeView {
  const { menu, names } = content;
  return home([
    section([ABOUT], {}),
    ...content.goingOn,
    ...standing(menu, names),
    ...(menu.items.length > 0 ? [buttons(menuButton()), ...families(content)] : []),
    { type: 'divider' },
    ...sections(rulesOf(menu), names),
    context(freshnessInWords(content.freshness), {}),
  ]);
}

const ABOUT = words`Gridkeeper does the organisation’s admin work. Choose here, or type a command anywhere in Slack; add ${code('help')} to read more about it. Nothing happens before you have seen what will change and confirmed it, and everything is recorded in the audit channel.`;

/** Shown before anything is known. */
export function homeLoadingView(): HomeView {
  return home([section([words`⏳ Looking up what you may run…`], {})]);
}

/** It could not be found out what somebody may run. */
export function homeTroubleView(says: Words): HomeView {
  return home([
    section([ABOUT], {}),
    section([words`⛔ What you may run could not be looked up. ${says}`, words`Open this tab again to try again.`], {}),
  ]);
}

function home(blocks: KnownBlock[]): HomeView {
  return { type: 'home', blocks: [{ type: 'header', text: plain(MENU_TITLE, LIMITS.headerText) }, ...blocks] };
}

function menuButton(): Parameters<typeof buttons>[0] {
  return { type: 'button', action_id: MENU, style: 'primary', text: plain('Open the menu', LIMITS.buttonText) };
}

/** Slack takes a hundred blocks; the menu has whatever there is no room for here. */
const MOST_ITEMS = 50;

function families({ menu, prefix }: MenuContent): KnownBlock[] {
  const shown = menu.items.slice(0, MOST_ITEMS);
  const left = menu.items.length - shown.length;
  return [
    ...inFamilies(shown, ({ operation }) => operation).flatMap(({ name, members }) => [
      section([words`${strong(name)}`], {}),
      ...members.map((item) => itemBlock(item, prefix)),
    ]),
    ...(left > 0 ? [section([words`…and ${left} more in the menu.`], {})] : []),
  ];
}

function itemBlock({ operation, ownOnly }: MenuItem, prefix: string): KnownBlock {
  const { command, title, description, method } = operation;
  const typed = command ? words`  ${code(prefixed(command, prefix))}` : '';
  return {
    ...section([words`${title}${typed}`, words`${ownOnly ? 'Yourself only. ' : ''}${description}`], {}),
    block_id: cut(`${RUN}:${method}`, LIMITS.blockId),
    accessory: { type: 'button', action_id: RUN, value: method, text: plain('Start', LIMITS.buttonText) },
  };
}

/** Who may run what, each rule once. */
function rulesOf({ items, refusals }: Menu): Words[] {
  const allowing = items.map(({ because }) => because);
  const rules = new Map([...allowing, ...refusals].map(({ rule, says }) => [rule, says]));
  return [words`${strong('Who may run what')}`, ...rules.values()];
}

function freshnessInWords(freshness: HomeContent['freshness']): Words {
  const kinds = freshness.map(([kind, at]): Words =>
    at ? words`${kind} as of ${moment(Math.floor(at.getTime() / 1000))}` : words`${kind} still being read`,
  );
  const listed = kinds.flatMap((kind, index) => (index === 0 ? kind : ['; ', ...kind]));
  return words`Names in the pickers come from a local copy of the organisation: ${listed}. An ID that you paste works at any time. Decisions are never made on the copy.`;
}
