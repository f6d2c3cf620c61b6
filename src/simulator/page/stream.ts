import type { PageEvent } from './api.js';
import { eventsUrl } from './calls.js';

/** What the page does with the stream of one person. */
export interface StreamListener {
  readonly onEvent: (event: PageEvent) => void;
  /** The stream stands. The second time and later something may have been missed in between. */
  readonly onOpen: (again: boolean) => void;
  readonly onLost: () => void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5000;

/**
 * Listens to one person's events until the answered function is called. EventSource gives up for good when the server
 * answers with an error, as it does while it starts; so each loss is met with a new one.
 */
export function listen(as: string, team: string, listener: StreamListener): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_WAIT_MS;
  let opened = false;
  const connect = (): void => {
    source = new EventSource(eventsUrl(as, team));
    source.addEventListener('open', () => {
      listener.onOpen(opened);
      opened = true;
      wait = FIRST_WAIT_MS;
    });
    source.addEventListener('message', ({ data }) => {
      const event: PageEvent = JSON.parse(String(data));
      listener.onEvent(event);
    });
    source.addEventListener('error', () => {
      source?.close();
      listener.onLost();
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  };
  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
