import type { JSX } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';

import { flat, type Choice } from '../elements/choices.js';
import { Listbox, optionId } from '../elements/listbox.js';
import { Menu } from '../elements/menu.js';
import { useListKeys, type ListKeys } from '../elements/use-list-keys.js';
import { usePage } from '../page-context.js';
import { Icon } from '../shell/icon.js';
import { draftKey } from '../state/model.js';
import { completionAt, insertChoice, shortcutOf, type Completion } from './complete.js';

/** Where one types: completes commands, people and channels, and sends on Enter. */
export function Composer({ label, thread }: { label: string; thread: string }): JSX.Element {
  const { session, desk } = usePage();
  const listId = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const text = desk.drafts[draftKey(desk.channel, thread)] ?? '';
  const { completion, keys, choose, onKeyDown, onType, onCursor } = useCompletion(area, text, thread);
  const lines = flat(completion?.groups ?? []);
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        onType('', 0);
        if (text.trim() !== '') void session.say(thread, text);
      }}
    >
      {completion === null ? null : (
        <Listbox
          id={listId}
          label="Suggestions"
          groups={completion.groups}
          active={keys.active}
          selected={new Set(lines.slice(keys.active, keys.active + 1).map(({ value }) => value))}
          onChoose={choose}
          onPoint={keys.setActive}
        />
      )}
      <textarea
        ref={area}
        rows={1}
        value={text}
        aria-label={label}
        placeholder={label}
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={completion === null ? undefined : optionId(listId, keys.active)}
        onInput={({ currentTarget }) => {
          onType(currentTarget.value, currentTarget.selectionStart);
          session.draft(thread, currentTarget.value);
        }}
        onSelect={({ currentTarget }) => onCursor(currentTarget.selectionStart)}
        onBlur={() => onType('', 0)}
        onKeyDown={onKeyDown}
      />
      <ShortcutMenu />
      <button type="submit" class="icon-button send" aria-label="Send" disabled={text.trim() === ''}>
        <Icon name="send" />
      </button>
    </form>
  );
}

/** The app's global shortcuts, beside the composer as in Slack. */
function ShortcutMenu(): JSX.Element | null {
  const { session, desk } = usePage();
  const items = desk.state.shortcuts.map(({ callback_id: value, name: label }) => ({ value, label }));
  if (items.length === 0) return null;
  const run = (callbackId: string): void => void session.runShortcut(callbackId);
  return <Menu label="Shortcuts" icon="bolt" class="icon-button" items={items} onChoose={run} />;
}

interface Completing {
  readonly completion: Completion | null;
  readonly keys: ListKeys;
  readonly choose: (choice: Choice) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onType: (text: string, cursor: number) => void;
  readonly onCursor: (cursor: number) => void;
}

function useCompletion(area: { current: HTMLTextAreaElement | null }, text: string, thread: string): Completing {
  const { session, desk } = usePage();
  const [cursor, setCursor] = useState(0);
  /** What somebody has just typed: only for that the list opens, and not for what came back unsent. */
  const [typed, setTyped] = useState('');
  const [moved, setMoved] = useState(false);
  const wantedCursor = useRef<number | null>(null);
  const found = text === '' || text !== typed ? null : completionAt(text, Math.min(cursor, text.length), desk.state);
  const lines = flat(found?.groups ?? []);
  const keys = useListKeys(lines, text);
  useLayoutEffect(() => {
    if (wantedCursor.current !== null) area.current?.setSelectionRange(wantedCursor.current, wantedCursor.current);
    wantedCursor.current = null;
  }, [text]);

  const choose = (choice: Choice): void => {
    const shortcut = shortcutOf(choice);
    setMoved(false);
    if (shortcut !== null) {
      session.draft(thread, '');
      void session.runShortcut(shortcut);
    } else if (found !== null) {
      const next = insertChoice(text, found, choice);
      wantedCursor.current = next.cursor;
      setCursor(next.cursor);
      setTyped('');
      session.draft(thread, next.text);
    }
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // An input method is still putting a character together.
    if (event.isComposing) return;
    if (found !== null && keys.move(event)) return setMoved(true);
    const takes = event.key === 'Tab' || (event.key === 'Enter' && (moved || found?.exact === false));
    const line = lines[keys.active];
    if (found !== null && line !== undefined && takes && !event.shiftKey) {
      event.preventDefault();
      choose(line);
    } else if (found !== null && event.key === 'Escape') {
      event.preventDefault();
      setTyped('');
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      area.current?.form?.requestSubmit();
    }
  };
  const onType = (next: string, at: number): void => {
    setTyped(next);
    setMoved(false);
    setCursor(at);
  };
  return { completion: found, keys, choose, onKeyDown, onType, onCursor: setCursor };
}
