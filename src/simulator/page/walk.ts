import type { PageEvent, PageState } from './api.js';
import { fetchMessages, fetchState, post } from './calls.js';
import { isReply } from './state/messages.js';
import { currentDesk, placeOf } from './state/model.js';
import { HOME, type Place } from './state/place.js';
import type { Store } from './state/store.js';
import { listen } from './stream.js';

/** Where somebody can go on the page. */
export interface Walk {
  /** Becomes a person in a workspace and opens what they had open; empty fields are the server's choice. */
  readonly goTo: (place: Place) => Promise<void>;
  /** Opens a conversation or the app's Home, with a thread beside it if one is named. */
  readonly openChannel: (channel: string, thread?: string) => void;
}

/** Walking about: who is looking and what is open, and the stream of events that belongs to it. */
export function createWalk(store: Store): Walk {
  let hangUp = (): void => undefined;
  let listeningTo = '';
  let steps = 0;

  const goTo = async (place: Place, anew = false): Promise<void> => {
    steps += 1;
    const step = steps;
    const state = await fetchStateOrTell(store, place);
    // Somebody else may have been chosen while this answer was under way.
    if (state === null || step !== steps) return;
    store.dispatch({ type: 'arrived', state, channel: place.channel, thread: place.thread, anew });
    follow(state.me.id, state.team.id);
    loadOpen(store);
  };

  /** Reads everything again without moving anybody. */
  const refresh = async (): Promise<void> => {
    const before = placeOf(store.get());
    const state = await fetchStateOrTell(store, before);
    const now = placeOf(store.get());
    if (state === null || now.as !== before.as || now.team !== before.team) return;
    store.dispatch({ type: 'arrived', state, channel: now.channel, thread: now.thread, anew: false });
    loadOpen(store);
  };

  const follow = (as: string, team: string): void => {
    if (listeningTo === `${as} ${team}`) return;
    hangUp();
    listeningTo = `${as} ${team}`;
    store.dispatch({ type: 'connection', connection: 'connecting' });
    hangUp = listen(as, team, {
      onEvent: (event) => receive(store, as, event, () => void goTo({ ...placeOf(store.get()), thread: '' }, true)),
      onOpen: () => {
        store.dispatch({ type: 'connection', connection: 'live' });
        // Whatever happened before the stream stood, or while it was broken, came over no stream.
        void refresh();
      },
      onLost: () => store.dispatch({ type: 'connection', connection: 'lost' }),
    });
  };

  const openChannel = (channel: string, thread = ''): void => {
    store.dispatch({ type: 'opened', channel, thread });
    loadOpen(store);
  };

  return { goTo: async (place) => goTo(place), openChannel };
}

async function fetchStateOrTell(store: Store, { as, team }: Place): Promise<PageState | null> {
  try {
    // Only the first time has the page been loaded; then what is ephemeral is gone, as in Slack.
    return await fetchState(as, team, store.get().as !== '');
  } catch {
    store.dispatch({ type: 'noticed', text: 'The simulator does not answer. Is it still running?' });
    return null;
  }
}

function receive(store: Store, as: string, event: PageEvent, startOver: () => void): void {
  if (event.type === 'reset') {
    startOver();
    return;
  }
  store.dispatch({ type: 'event', as, event });
  const desk = currentDesk(store.get());
  if (event.type !== 'message' || desk === null || isReply(event.message)) return;
  if (event.message.channel === desk.channel) {
    post('read', { as, team: desk.state.team.id, channel: desk.channel }).catch(() => undefined);
  }
}

/** Asks for what stands in the open conversation and thread, or tells the app that its Home was opened. */
function loadOpen(store: Store): void {
  const { as, team, channel, thread } = placeOf(store.get());
  if (channel === HOME) post('home', { as, team }).catch(() => undefined);
  else if (channel !== '') {
    void load(store, { as, channel, thread: '' });
    if (thread !== '') void load(store, { as, channel, thread });
  }
}

async function load(store: Store, wanted: { as: string; channel: string; thread: string }): Promise<void> {
  try {
    const { messages } = await fetchMessages(wanted.as, wanted.channel, wanted.thread);
    store.dispatch({ type: 'fetched', ...wanted, messages });
  } catch {
    store.dispatch({ type: 'noticed', text: 'The messages could not be loaded.' });
  }
}
