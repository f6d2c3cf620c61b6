import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

import { objectIn, stringIn, type Json } from '../json.js';
import { plainText } from '../text/plain-text.js';
import { TextObject } from '../text/text-view.js';
import { Dialog } from './dialog.js';

/** A Block Kit `confirm` question, above whatever asked it. */
export function ConfirmDialog({
  question,
  onAnswer,
}: {
  question: Json;
  onAnswer: (yes: boolean) => void;
}): JSX.Element {
  const id = useId();
  const danger = stringIn(question, 'style') === 'danger';
  return (
    <Dialog
      class="modal modal-small"
      role="alertdialog"
      labelledBy={`${id}-title`}
      describedBy={`${id}-text`}
      onEscape={() => onAnswer(false)}
    >
      <div class="view">
        <header class="view-head">
          <h2 id={`${id}-title`}>{plainText(objectIn(question, 'title')) || 'Are you sure?'}</h2>
        </header>
        <div class="view-body" id={`${id}-text`}>
          <TextObject text={objectIn(question, 'text')} />
        </div>
        <footer class="view-foot">
          <button type="button" class="button" onClick={() => onAnswer(false)}>
            {plainText(objectIn(question, 'deny')) || 'Cancel'}
          </button>
          <button
            type="button"
            class={`button ${danger ? 'button-danger' : 'button-primary'}`}
            onClick={() => onAnswer(true)}
          >
            {plainText(objectIn(question, 'confirm')) || 'Confirm'}
          </button>
        </footer>
      </div>
    </Dialog>
  );
}
