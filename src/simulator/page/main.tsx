import { render } from 'preact';

import { PageRoot } from './page.js';
import { createSession } from './session.js';
import { readPlace } from './state/place.js';
import { createStore } from './state/store.js';

const root = document.querySelector('#page');
if (root !== null) {
  const store = createStore();
  const session = createSession(store);
  const place = readPlace(globalThis.location.hash);
  render(<PageRoot store={store} session={session} asks={place.as === ''} />, root);
  void session.goTo(place);
}
