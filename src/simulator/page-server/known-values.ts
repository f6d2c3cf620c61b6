import { findElement } from '../block-kit/interactive.js';
import type { JsonObject } from '../json.js';
import type { StateValues } from '../views/model.js';
import { heldField } from '../views/state-values.js';

/**
 * Of what a page sends as state only what belongs to the blocks: known block_id, action_id and type. The values are
 * passed on as they are, since an app may not trust them anyway.
 */
export function knownValues(blocks: readonly JsonObject[], values: StateValues): StateValues {
  const known: StateValues = {};
  for (const [blockId, actions] of Object.entries(values)) {
    for (const [actionId, value] of Object.entries(actions)) {
      const type = findElement(blocks, actionId, blockId)?.element['type'];
      if (typeof type !== 'string' || heldField(type) === undefined || value['type'] !== type) continue;
      (known[blockId] ??= {})[actionId] = value;
    }
  }
  return known;
}
