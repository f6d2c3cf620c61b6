import type { JSX } from 'preact';

import { objectsIn, stringIn, type Json } from '../json.js';
import { TextObject } from '../text/text-view.js';
import { Image } from './image.js';

/** Small grey texts and images in one line. */
export function ContextBlock({ block }: { block: Json }): JSX.Element {
  return (
    <div class="context">
      {objectsIn(block, 'elements').map((element, index) =>
        stringIn(element, 'type') === 'image' ? (
          <Image key={index} image={element} small />
        ) : (
          <TextObject key={index} text={element} />
        ),
      )}
    </div>
  );
}
