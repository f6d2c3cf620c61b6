import type { JSX } from 'preact';

import { usePage } from '../page-context.js';
import { Icon } from '../shell/icon.js';
import { threadMessages } from '../state/messages.js';
import { Composer } from './composer.js';
import { MessageList } from './message-list.js';

/** The thread beside its conversation. */
export function Thread(): JSX.Element | null {
  const { desk, session } = usePage();
  if (desk.thread === '') return null;
  return (
    <aside class="thread" aria-label="Thread">
      <header class="pane-head">
        <h2>Thread</h2>
        <button
          type="button"
          class="icon-button"
          aria-label="Close thread"
          onClick={() => session.openChannel(desk.channel)}
        >
          <Icon name="close" />
        </button>
      </header>
      <MessageList
        key={desk.thread}
        label="Messages in the thread"
        messages={threadMessages(desk)}
        inThread
        empty="Loading…"
      />
      <Composer key={desk.thread} label="Reply in thread" thread={desk.thread} />
    </aside>
  );
}
