import type { JSX } from 'preact';

import type { PageConversation } from '../api.js';
import { usePage } from '../page-context.js';
import { HOME } from '../state/place.js';
import { Avatar } from './avatar.js';
import { Icon } from './icon.js';
import { WorkspaceSwitch } from './workspace-switch.js';

/** Where one can go: channels, direct messages, the app's Home. */
export function Sidebar(): JSX.Element {
  const { desk, session } = usePage();
  const { conversations, app } = desk.state;
  const channels = conversations.filter(({ kind }) => kind !== 'dm');
  const messages = conversations.filter(({ kind }) => kind === 'dm');
  return (
    <nav class="sidebar" aria-label="Conversations">
      <WorkspaceSwitch />
      <div class="sidebar-lists">
        <h2 class="sidebar-title">{app.name}</h2>
        <ul>
          <li>
            <button
              type="button"
              class="place"
              aria-current={desk.channel === HOME ? 'page' : undefined}
              onClick={() => session.openChannel(HOME)}
            >
              <Icon name="home" />
              <span class="place-name">Home</span>
            </button>
          </li>
        </ul>
        <h2 class="sidebar-title">Channels</h2>
        <ul>
          {channels.map((channel) => (
            <Place key={channel.id} channel={channel} />
          ))}
        </ul>
        <h2 class="sidebar-title">Direct messages</h2>
        <ul>
          {messages.map((channel) => (
            <Place key={channel.id} channel={channel} />
          ))}
        </ul>
      </div>
    </nav>
  );
}

function Place({ channel }: { channel: PageConversation }): JSX.Element {
  const { desk, session } = usePage();
  const unread = channel.unread > 0;
  const classes = ['place', unread ? 'place-unread' : '', channel.archived ? 'place-archived' : ''];
  return (
    <li>
      <button
        type="button"
        class={classes.join(' ')}
        aria-current={desk.channel === channel.id ? 'page' : undefined}
        onClick={() => session.openChannel(channel.id)}
      >
        <PlaceSign channel={channel} />
        <span class="place-name">{channel.name}</span>
        {channel.kind === 'private_channel' ? <span class="unseen">private</span> : null}
        {channel.archived ? <span class="unseen">archived</span> : null}
        {unread ? (
          <span class="unread">
            {channel.unread}
            <span class="unseen"> unread</span>
          </span>
        ) : null}
      </button>
    </li>
  );
}

function PlaceSign({ channel }: { channel: PageConversation }): JSX.Element {
  if (channel.kind === 'dm') return <Avatar name={channel.name} small />;
  return <Icon name={channel.kind === 'private_channel' ? 'lock' : 'hash'} />;
}
