import type { JSX } from 'preact';

import { Element } from '../elements/element.js';
import { objectsIn, stringIn, type Json } from '../json.js';
import { Names } from './names.js';

/** Buttons and other elements in one line. */
export function Actions({ block }: { block: Json }): JSX.Element {
  return (
    <Names block={block}>
      <div class="actions">
        {objectsIn(block, 'elements').map((element) => (
          <Element key={stringIn(element, 'action_id')} element={element} />
        ))}
      </div>
    </Names>
  );
}
