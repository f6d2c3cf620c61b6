import type { KnownBlock, ModalView, PlainTextOption } from '@slack/web-api';

import type { Menu, MenuItem } from '../engine/menu.js';
import { words, type Names, type Words } from '../engine/words.js';
import { context, plain, section } from './blocks.js';
import { inFamilies } from './families.js';
import { prefixed } from './help.js';
import { LIMITS } from './limits.js';

/** Callback ID of the menu, and action ID of the button that opens it. */
export const MENU = 'admin.menu';
/** Action ID of the button beside an operation; its value is the operation's method. */
export const RUN = 'admin.run';
/** Callback ID of the global shortcut that opens the menu. */
export const ADMIN_SHORTCUT = 'admin';
/** Key of the menu's one field. */
export const CHOSEN = 'operation';

export const MENU_TITLE = 'Gridkeeper';

/** What a menu is made of. */
export interface MenuContent {
  readonly menu: Menu;
  readonly prefix: string;
  readonly names: Names;
}

/** Everything that somebody may run, to be searched by title or command; without anything to run, why. */
export function menuView({ menu, prefix, names }: MenuContent): ModalView {
  const shown = menu.items.slice(0, LIMITS.options);
  const groups = inFamilies(shown, ({ operation }) => operation).map(({ name, members }) => ({
    label: plain(name, LIMITS.optionText),
    options: members.map((item) => optionOf(item, prefix)),
  }));
  return {
    type: 'modal',
    callback_id: MENU,
    title: plain(MENU_TITLE, LIMITS.modalTitle),
    close: plain('Cancel', LIMITS.modalTitle),
    ...(groups.length > 0 ? { submit: plain('Continue', LIMITS.modalTitle) } : {}),
    blocks: [
      ...standing(menu, names),
      ...(groups.length > 0 ? [choice(groups)] : []),
      ...(menu.items.length > shown.length
        ? [context(words`${menu.items.length - shown.length} more do not fit in here; type their commands.`, {})]
        : []),
    ],
  };
}

function choice(option_groups: { label: ReturnType<typeof plain>; options: PlainTextOption[] }[]): KnownBlock {
  return {
    type: 'input',
    block_id: CHOSEN,
    label: plain('What do you want to do?', LIMITS.label),
    hint: plain('Type to search. Nothing happens before you have seen and confirmed what will change.', LIMITS.hint),
    element: {
      type: 'static_select',
      action_id: 'value',
      placeholder: plain('Choose, or type to search', LIMITS.placeholder),
      option_groups,
    },
  };
}

function optionOf({ operation, ownOnly }: MenuItem, prefix: string): PlainTextOption {
  const { command, title, description, method } = operation;
  const called = command ? `${title} (${prefixed(command, prefix)})` : title;
  return {
    text: plain(called, LIMITS.optionText),
    value: method,
    description: plain(ownOnly ? `Yourself only. ${description}` : description, LIMITS.optionDescription),
  };
}

/** What somebody may not run, and why; what that leaves them. */
export function standing({ items, refusals }: Menu, names: Names): KnownBlock[] {
  const own = items.length > 0 && items.every(({ ownOnly }) => ownOnly);
  if (items.length > 0 && !own) return [];
  const left = own
    ? words`What you still may do is give up a right of your own:`
    : words`So there is nothing here that you could run.`;
  return [section([...refusals.map(({ says }): Words => says), left], names)];
}
