import type { JSX } from 'preact';

import { useBlock } from '../blocks/block-context.js';
import { numberIn, stringIn, type Json } from '../json.js';
import { Icon } from '../shell/icon.js';
import type { Choice, ChoiceGroup } from './choices.js';
import { Combobox } from './combobox.js';
import { selectedChoices, selectionValue, takesMany, toggled } from './selection.js';
import type { FieldUse } from './use-field.js';

/** What every kind of select has in common, wherever its lines come from. */
export interface SelectFieldProps {
  readonly element: Json;
  readonly use: FieldUse;
  readonly groups: readonly ChoiceGroup[];
  /** All lines by which a chosen ID gets its name. */
  readonly known: readonly Choice[];
  readonly typed: string;
  readonly status: string;
  readonly onType: (text: string) => void;
  readonly onOpen?: (open: boolean) => void;
}

/** One select or multi select of Block Kit. */
export function SelectField({
  element,
  use,
  groups,
  known,
  typed,
  status,
  onType,
  onOpen,
}: SelectFieldProps): JSX.Element {
  const { block } = useBlock();
  const type = stringIn(element, 'type');
  const many = takesMany(type);
  const chosen = selectedChoices(type, use.value, known);
  const most = numberIn(element, 'max_selected_items');
  const take = (choices: readonly Choice[]): void => use.set(selectionValue(type, choices));
  const without = (choice: Choice): void => take(chosen.filter(({ value }) => value !== choice.value));
  const [single] = chosen;
  const clears = !many && single !== undefined && block['optional'] === true;
  return (
    <Combobox
      groups={groups}
      selected={new Set(chosen.map(({ value }) => value))}
      typed={typed}
      shown={many ? '' : (single?.label ?? '')}
      placeholder={many && chosen.length > 0 ? '' : use.placeholder || 'Choose…'}
      status={many && most !== null && chosen.length >= most ? `You can choose at most ${most}` : status}
      disabled={use.disabled}
      busy={use.pressing}
      many={many}
      fieldProps={use.props}
      onType={onType}
      onOpen={(open) => onOpen?.(open)}
      onChoose={(choice) => take(many ? toggled(chosen, choice, most) : [choice])}
      onBackspace={() => {
        if (many) take(chosen.slice(0, -1));
      }}
      before={many ? <Chips chosen={chosen} disabled={use.disabled} onRemove={without} /> : null}
      after={
        clears ? (
          <button type="button" class="icon-button" aria-label={`Clear ${single.label}`} onClick={() => take([])}>
            <Icon name="close" />
          </button>
        ) : (
          <Icon name="down" />
        )
      }
    />
  );
}

function Chips(props: {
  chosen: readonly Choice[];
  disabled: boolean;
  onRemove: (choice: Choice) => void;
}): JSX.Element {
  return (
    <>
      {props.chosen.map((choice) => (
        <span class="chip" key={choice.value}>
          {choice.label}
          <button
            type="button"
            aria-label={`Remove ${choice.label}`}
            disabled={props.disabled}
            onClick={() => props.onRemove(choice)}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
    </>
  );
}
