import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

import { objectIn, objectsIn, stringIn, type Json } from '../json.js';
import { TextObject } from '../text/text-view.js';
import { choiceOf, type Choice } from './choices.js';
import { selectedChoices, selectionValue, takesMany, toggled } from './selection.js';
import { useField } from './use-field.js';

/** `checkboxes` and `radio_buttons`: every option stands open, with its description below. */
export function CheckList({ element }: { element: Json }): JSX.Element {
  const use = useField(element);
  const group = useId();
  const type = stringIn(element, 'type');
  const many = takesMany(type);
  const chosen = selectedChoices(type, use.value, []);
  const options = objectsIn(element, 'options');
  const take = (choice: Choice): void => {
    const next = many ? toggled(chosen, choice, null) : [choice];
    // In the order of the options, as Slack sends them, and not in that of the clicks.
    const values = new Set(next.map(({ value }) => value));
    use.set(
      selectionValue(
        type,
        options.map(choiceOf).filter(({ value }) => values.has(value)),
      ),
    );
  };
  return (
    <div {...use.props} class="check-list" role={many ? 'group' : 'radiogroup'}>
      {options.map((option) => {
        const choice = choiceOf(option);
        return (
          <label class="check" key={choice.value}>
            <input
              type={many ? 'checkbox' : 'radio'}
              name={group}
              disabled={use.disabled}
              checked={chosen.some(({ value }) => value === choice.value)}
              onChange={() => take(choice)}
            />
            <span>
              <TextObject text={objectIn(option, 'text')} />
              <span class="check-detail">
                <TextObject text={objectIn(option, 'description')} />
              </span>
            </span>
          </label>
        );
      })}
    </div>
  );
}
