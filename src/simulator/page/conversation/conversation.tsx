import type { JSX } from 'preact';

import { usePage } from '../page-context.js';
import { Icon } from '../shell/icon.js';
import { Notices } from '../shell/notices.js';
import { openMessages } from '../state/messages.js';
import { Composer } from './composer.js';
import { MessageList } from './message-list.js';

/** The open channel or direct message. */
export function Conversation(): JSX.Element {
  const { desk } = usePage();
  const channel = desk.state.conversations.find(({ id }) => id === desk.channel);
  const name = channel?.name ?? '';
  const title = channel?.kind === 'dm' ? name : `#${name}`;
  return (
    <main class="conversation" aria-label={title}>
      <header class="pane-head">
        <h1>
          {channel?.kind === 'private_channel' ? <Icon name="lock" /> : null}
          {title}
        </h1>
        {channel?.kind === 'private_channel' ? <span class="pane-note">private channel</span> : null}
        {channel?.archived === true ? <span class="pane-note">archived</span> : null}
      </header>
      <MessageList
        key={desk.channel}
        label={`Messages in ${title}`}
        messages={openMessages(desk)}
        inThread={false}
        empty={`This is the very beginning of ${title}. Type / to see what the app can do.`}
      />
      <Notices />
      {channel?.archived === true ? (
        <p class="composer-off">This channel is archived: nobody can write here.</p>
      ) : (
        <Composer key={desk.channel} label={`Message ${title}`} thread="" />
      )}
    </main>
  );
}
