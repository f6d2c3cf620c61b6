import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { ControlPanel } from './control/control-panel.js';
import { Conversation } from './conversation/conversation.js';
import { Home } from './conversation/home.js';
import { Thread } from './conversation/thread.js';
import { Modal } from './modal/modal.js';
import { useConfirm } from './modal/use-confirm.js';
import { PageContext } from './page-context.js';
import type { Session } from './session.js';
import { Sidebar } from './shell/sidebar.js';
import { TopBar } from './shell/top-bar.js';
import { currentDesk, placeOf, type Desk, type Model } from './state/model.js';
import { HOME, readPlace, writePlace } from './state/place.js';
import type { Store } from './state/store.js';

/** The whole page. `asks` is whether it begins by asking who one is. */
export function PageRoot({ store, session, asks }: { store: Store; session: Session; asks: boolean }): JSX.Element {
  const [model, setModel] = useState(store.get());
  useEffect(() => store.subscribe(() => setModel(store.get())), [store]);
  useAddress(model, session);
  const desk = currentDesk(model);
  if (desk === null) return <Waiting model={model} />;
  return <Desktop model={model} desk={desk} session={session} asks={asks} />;
}

function Waiting({ model }: { model: Model }): JSX.Element {
  return (
    <p class="waiting" role="status">
      {model.notices.at(-1)?.text ?? 'Opening the simulated Grid…'}
    </p>
  );
}

function Desktop(props: { model: Model; desk: Desk; session: Session; asks: boolean }): JSX.Element {
  const { model, desk, session, asks } = props;
  const { confirm, dialog } = useConfirm();
  const [drawerOpen, setDrawerOpen] = useState(false);
  return (
    <PageContext.Provider value={{ model, desk, session, confirm }}>
      <div class="app">
        <TopBar asks={asks} drawerOpen={drawerOpen} onDrawer={() => setDrawerOpen(!drawerOpen)} />
        <div class="panes">
          <div class="stage">
            <div class="desk" inert={desk.state.views.length > 0}>
              <Sidebar />
              {desk.channel === HOME ? <Home /> : <Conversation />}
              <Thread />
            </div>
            <Modal key={model.as} views={desk.state.views} />
          </div>
          {drawerOpen ? <ControlPanel onClose={() => setDrawerOpen(false)} /> : null}
        </div>
      </div>
      {dialog}
    </PageContext.Provider>
  );
}

/** Keeps the address in step with the page, and the page with the address. */
function useAddress(model: Model, session: Session): void {
  const address = model.as === '' ? '' : writePlace(placeOf(model));
  useEffect(() => {
    if (address === '' || address === globalThis.location.hash) return;
    const first = !globalThis.location.hash.includes('channel=');
    if (first) globalThis.history.replaceState(null, '', address);
    else globalThis.history.pushState(null, '', address);
  }, [address]);
  useEffect(() => {
    const follow = (): void => void session.goTo(readPlace(globalThis.location.hash));
    globalThis.addEventListener('popstate', follow);
    return () => globalThis.removeEventListener('popstate', follow);
  }, [session]);
}
