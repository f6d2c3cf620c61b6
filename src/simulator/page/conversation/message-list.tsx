import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

import type { PageMessage } from '../api.js';
import { rowsOf } from './grouping.js';
import { Message } from './message.js';

/** What is drawn, and what stands there before the first message. */
export interface MessageListProps {
  readonly label: string;
  readonly messages: readonly PageMessage[];
  readonly inThread: boolean;
  readonly empty: string;
}

/** Messages, oldest first. Stays at the end as new ones come, unless somebody has scrolled up to read. */
export function MessageList({ label, messages, inThread, empty }: MessageListProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    if (atEnd.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  });
  return (
    <div
      class="messages"
      ref={box}
      role="log"
      aria-label={label}
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        const NEAR_PX = 40;
        atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
      }}
    >
      <div class="messages-inner">
        {messages.length === 0 ? <p class="empty">{empty}</p> : null}
        {rowsOf(messages, { now: Date.now() }).map((row) => (
          <div key={row.message.ts}>
            {row.day === '' ? null : (
              <div class="day" role="separator" aria-label={row.day}>
                <span>{row.day}</span>
              </div>
            )}
            <Message row={row} inThread={inThread} />
          </div>
        ))}
      </div>
    </div>
  );
}
