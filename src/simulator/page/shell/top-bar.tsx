import type { JSX } from 'preact';

import { usePage } from '../page-context.js';
import { Icon } from './icon.js';
import { PersonSwitch } from './person-switch.js';

/** Above everything: that this is no real Slack, who one is, and the way to the control panel. */
export function TopBar(props: { asks: boolean; drawerOpen: boolean; onDrawer: () => void }): JSX.Element {
  const { desk } = usePage();
  return (
    <header class="top-bar">
      <span class="top-title">
        <strong>{desk.state.org.name}</strong> <span class="top-note">simulated Grid</span>
      </span>
      <PersonSwitch asks={props.asks} />
      <button
        type="button"
        class="top-button"
        aria-expanded={props.drawerOpen}
        aria-controls="control-panel"
        onClick={props.onDrawer}
      >
        <Icon name="sliders" />
        Control panel
      </button>
    </header>
  );
}
