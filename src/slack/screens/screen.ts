import type { ModalView, WebClient } from '@slack/web-api';

import type { Ports } from '../../engine/ports.js';
import type { Run } from '../../engine/run.js';
import { SlackRefused } from '../../engine/errors/slack-errors.js';
import type { Names, Words } from '../../engine/words.js';
import { resultView } from '../../forms/run-views.js';
import { calling } from '../clients/errors.js';

/** The modal somebody is looking at. */
export interface Screen {
  /** Opens a modal; the trigger lives three seconds and works once. Answers the modal's ID. */
  open(triggerId: string, view: ModalView): Promise<string>;
  /** The same on top of the modal in which the trigger arose, which is there again when this one is closed. */
  push(triggerId: string, view: ModalView): Promise<string>;
  /** Replaces what the modal shows; `false` where the person has closed it. */
  show(viewId: string, view: ModalView): Promise<boolean>;
  /** Shows how a run ended; where the modal shows it, no direct message has to. `false` where it could not. */
  showResult(viewId: string | null, run: Run, says: Words): Promise<boolean>;
}

export interface Shown {
  readonly says: Words;
  readonly names: Names;
}

/** Modals by the interactive client: short timeout, no retries. */
export function screenOf(client: WebClient, ports: Pick<Ports, 'catalogue' | 'records' | 'clock'>): Screen {
  const show = async (viewId: string, view: ModalView): Promise<boolean> => {
    try {
      await calling('views.update', () => client.views.update({ view_id: viewId, view }));
      return true;
    } catch (error) {
      if (error instanceof SlackRefused && error.code === 'not_found') return false;
      throw error;
    }
  };
  return {
    show,
    push: async (triggerId, view) => {
      const answer = await calling('views.push', () => client.views.push({ trigger_id: triggerId, view }));
      return answer.view?.id ?? '';
    },
    open: async (triggerId, view) => {
      const answer = await calling('views.open', () => client.views.open({ trigger_id: triggerId, view }));
      return answer.view?.id ?? '';
    },
    showResult: async (viewId, run, says) => {
      if (!viewId) return false;
      const shown = await show(viewId, resultView(ports.catalogue.byMethod(run.operation), run, says)).catch(
        () => false,
      );
      if (shown) await ports.records.told(run.id, run.requester, ports.clock.now());
      return shown;
    },
  };
}
