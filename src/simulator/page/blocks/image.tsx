import type { JSX } from 'preact';

import { objectIn, stringIn, type Json } from '../json.js';
import { Icon } from '../shell/icon.js';
import { plainText } from '../text/plain-text.js';

/** Never loaded: the simulated Grid works without a network and tells nobody that it is in use. */
export function Image({ image, small = false }: { image: Json; small?: boolean }): JSX.Element {
  const alt = stringIn(image, 'alt_text');
  const title = plainText(objectIn(image, 'title'));
  return (
    <figure class={small ? 'image image-small' : 'image'}>
      {title === '' ? null : <figcaption>{title}</figcaption>}
      <div class="image-stand-in" role="img" aria-label={alt || 'Image without a description'} title={alt}>
        <Icon name="image" />
        <span>{alt}</span>
      </div>
    </figure>
  );
}
