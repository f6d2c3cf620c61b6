import type { PageView } from '../api.js';
import { objectIn, objectsIn, stringIn, type Json } from '../json.js';

const WAITING = /…\s*$|\.\.\.\s*$|:hourglass|⏳|⌛/u;
const STILL = new Set(['section', 'context', 'header', 'divider']);

/**
 * Whether an app has opened this view only to hold the place while it works: nothing to press or fill in, and words
 * that trail off. The page then shows that something moves.
 */
export function looksLikeLoading(view: PageView): boolean {
  if (view.submit !== null || view.blocks.length === 0 || view.blocks.length > 4) return false;
  const still = view.blocks.every(
    (block) => STILL.has(stringIn(block, 'type')) && objectIn(block, 'accessory') === null,
  );
  return still && view.blocks.some((block) => textsOf(block).some((text) => WAITING.test(text)));
}

function textsOf(block: Json): string[] {
  const own = objectIn(block, 'text');
  return [...(own === null ? [] : [own]), ...objectsIn(block, 'elements')].map((text) => stringIn(text, 'text'));
}
