import { whoseMethod } from '../../engine/errors/method-page.js';
import type { Catalogue } from '../../engine/operation.js';
import { detailsOf } from '../../engine/outcome.js';
import type { Progress } from '../../engine/ports.js';
import type { Run } from '../../engine/run.js';
import { toPlain } from '../../engine/words.js';
import { loadingView } from '../../forms/run-views.js';
import type { Screen } from './screen.js';

/** Shows in the modal, where there still is one, how far a run has come that takes a while. */
export function progressOn(screen: Screen, catalogue: Catalogue): Progress {
  const say = async ({ id, operation, viewId }: Run, says: string): Promise<void> => {
    if (!viewId) return;
    const { title } = catalogue.byMethod(operation);
    await screen.show(viewId, loadingView(title, id, says)).catch(() => false);
  };
  return {
    waiting: (run, seconds) =>
      say(run, `${whoseMethod(run.operation)} asks us to wait ${seconds} s before the call. It goes on by itself…`),
    answered: (run) => {
      const details = toPlain(detailsOf(catalogue.byMethod(run.operation), run), run.names);
      return say(run, `${details} Going on…`);
    },
  };
}
