import type { JSX } from 'preact';

import { Blocks } from '../blocks/blocks.js';
import { usePage } from '../page-context.js';
import { Icon } from '../shell/icon.js';
import { Notices } from '../shell/notices.js';

/** The Home tab of the app. */
export function Home(): JSX.Element {
  const { desk } = usePage();
  const { home, app } = desk.state;
  const problem = home === null ? '' : (desk.problems[home.id] ?? '');
  return (
    <main class="conversation" aria-label={`Home of ${app.name}`}>
      <header class="pane-head">
        <h1>
          <Icon name="home" />
          {app.name}
        </h1>
        <span class="pane-note">Home</span>
      </header>
      <div class="home" tabIndex={0} role="region" aria-label="App Home">
        {home === null ? (
          <p class="empty">The app has not published its Home yet.</p>
        ) : (
          <Blocks
            surface={{
              container: { type: 'view', view_id: home.id },
              blocks: home.blocks,
              values: desk.values[home.id] ?? {},
              errors: {},
              busy: false,
            }}
          />
        )}
        {problem === '' ? null : (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
      </div>
      <Notices />
    </main>
  );
}
