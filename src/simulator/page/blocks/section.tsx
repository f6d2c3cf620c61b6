import type { JSX } from 'preact';

import { Element } from '../elements/element.js';
import { objectIn, objectsIn, stringIn, type Json } from '../json.js';
import { TextObject } from '../text/text-view.js';
import { Image } from './image.js';
import { Names } from './names.js';

/** Text, fields in two columns, and one element at the right. */
export function Section({ block }: { block: Json }): JSX.Element {
  const accessory = objectIn(block, 'accessory');
  const fields = objectsIn(block, 'fields');
  return (
    <div class="section">
      <div class="section-text">
        <TextObject text={objectIn(block, 'text')} />
        {fields.length === 0 ? null : (
          <div class="fields">
            {fields.map((field, index) => (
              <div class="section-field" key={index}>
                <TextObject text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory === null ? null : (
        <div class="accessory">
          {stringIn(accessory, 'type') === 'image' ? (
            <Image image={accessory} small />
          ) : (
            <Names block={block}>
              <Element key={stringIn(accessory, 'action_id')} element={accessory} />
            </Names>
          )}
        </div>
      )}
    </div>
  );
}
