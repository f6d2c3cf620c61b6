import type { JSX } from 'preact';
import { useCallback, useState } from 'preact/hooks';

import type { Json } from '../json.js';
import { ConfirmDialog } from './confirm-dialog.js';

interface Asked {
  readonly question: Json;
  readonly answer: (yes: boolean) => void;
}

/** Lets any element ask its `confirm` question: one at a time, in the returned dialog. */
export function useConfirm(): { confirm: (question: Json) => Promise<boolean>; dialog: JSX.Element | null } {
  const [asked, setAsked] = useState<Asked | null>(null);
  const confirm = useCallback(
    async (question: Json): Promise<boolean> =>
      new Promise((resolve) => {
        const answer = (yes: boolean): void => {
          setAsked(null);
          resolve(yes);
        };
        setAsked({ question, answer });
      }),
    [],
  );
  return {
    confirm,
    dialog: asked === null ? null : <ConfirmDialog question={asked.question} onAnswer={asked.answer} />,
  };
}
