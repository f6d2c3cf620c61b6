import type { ComponentChildren, JSX } from 'preact';

import { usePage } from '../page-context.js';
import { directoryOf } from '../state/directory.js';
import type { Inline, TextStyle } from './nodes.js';

const TAG: Readonly<Record<TextStyle, 'strong' | 'em' | 's' | 'u' | 'mark'>> = {
  bold: 'strong',
  italic: 'em',
  strike: 's',
  underline: 'u',
  highlight: 'mark',
};

/** Draws running text. Everything becomes a text node or an element of its own; no markup is ever handed on. */
export function InlineText({ inlines }: { inlines: readonly Inline[] }): JSX.Element {
  return (
    <>
      {inlines.map((inline, index) => (
        <Piece key={index} inline={inline} />
      ))}
    </>
  );
}

function Piece({ inline }: { inline: Inline }): JSX.Element {
  switch (inline.kind) {
    case 'text':
      return <>{inline.text}</>;
    case 'styled': {
      const Tag = TAG[inline.style];
      return (
        <Tag>
          <InlineText inlines={inline.children} />
        </Tag>
      );
    }
    case 'code':
      return <code>{inline.text}</code>;
    case 'link':
      return <Outside url={inline.url}>{inline.label}</Outside>;
    case 'date':
      return inline.url === '' ? <time>{inline.text}</time> : <Outside url={inline.url}>{inline.text}</Outside>;
    case 'broadcast':
      return <Live range={inline.range} />;
    case 'emoji':
      return (
        <span class="emoji" role="img" aria-label={inline.name.replaceAll('_', ' ')}>
          {inline.character}
        </span>
      );
    case 'user':
    case 'usergroup':
    case 'channel':
    default:
      return <Mention kind={inline.kind} id={inline.id} label={inline.label} />;
  }
}

/** A link that is only followed on a click, and that learns nothing about this page. */
export function Outside({ url, children }: { url: string; children: ComponentChildren }): JSX.Element {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

// Loud on purpose: a live @channel in a text that a person wrote means that somebody forgot to escape it.
function Live({ range }: { range: string }): JSX.Element {
  return (
    <span class="mention mention-live" title="A live mention: it would notify everybody here">
      @{range}
    </span>
  );
}

function Mention({
  kind,
  id,
  label,
}: {
  kind: 'user' | 'usergroup' | 'channel';
  id: string;
  label: string;
}): JSX.Element {
  const { desk, session } = usePage();
  const directory = directoryOf(desk.state);
  if (kind === 'channel') {
    const channel = directory.channelName(id);
    if (channel === null) return <span class="mention">{label === '' ? 'private channel' : `#${label}`}</span>;
    return (
      <button type="button" class="mention mention-channel" onClick={() => session.openChannel(id)}>
        #{channel}
      </button>
    );
  }
  const name = (kind === 'user' ? directory.personName(id) : null) ?? (label || id);
  return <span class={id === desk.state.me.id ? 'mention mention-me' : 'mention'}>@{name}</span>;
}
