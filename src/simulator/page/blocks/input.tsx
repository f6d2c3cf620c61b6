import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

import { Element } from '../elements/element.js';
import { objectIn, stringIn, type Json } from '../json.js';
import { plainText } from '../text/plain-text.js';
import { Names } from './names.js';
import { useSurface } from './surface.js';

/** One field of a form: its label, the element, a hint, and what is wrong with it. */
export function Input({ block }: { block: Json }): JSX.Element {
  const id = useId();
  const { errors } = useSurface();
  const error = errors[stringIn(block, 'block_id')] ?? '';
  const hint = plainText(objectIn(block, 'hint'));
  const element = objectIn(block, 'element');
  const describedBy = [hint === '' ? '' : `${id}-hint`, error === '' ? '' : `${id}-error`].filter(
    (part) => part !== '',
  );
  const names = {
    inputId: `${id}-input`,
    labelId: `${id}-label`,
    describedBy: describedBy.join(' '),
    invalid: error !== '',
  };
  return (
    <div class={error === '' ? 'field' : 'field field-wrong'}>
      <label class="label" id={names.labelId} for={names.inputId}>
        {plainText(objectIn(block, 'label'))}
        {block['optional'] === true ? <span class="optional"> (optional)</span> : null}
      </label>
      {element === null ? null : (
        <Names block={block} names={names}>
          <Element key={stringIn(element, 'action_id')} element={element} />
        </Names>
      )}
      {error === '' ? null : (
        <p class="error" role="alert" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint === '' ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
