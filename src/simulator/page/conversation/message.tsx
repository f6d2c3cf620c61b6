import type { JSX } from 'preact';

import type { PageMessage } from '../api.js';
import { Blocks } from '../blocks/blocks.js';
import { usePage } from '../page-context.js';
import { Avatar } from '../shell/avatar.js';
import { Icon } from '../shell/icon.js';
import { isReply } from '../state/messages.js';
import { messageForm } from '../state/model.js';
import { momentOfMessage, timeOfMessage } from '../text/dates.js';
import { Mrkdwn } from '../text/text-view.js';
import { FileList } from './file-list.js';
import type { Row } from './grouping.js';

/** One message: who, when, what it says, and the thread below it. */
export function Message({ row, inThread }: { row: Row; inThread: boolean }): JSX.Element {
  const { message, goesOn } = row;
  const time = timeOfMessage(message.ts, { now: Date.now() });
  const classes = ['message', goesOn ? 'message-goes-on' : '', message.ephemeral ? 'message-ephemeral' : ''];
  return (
    <article class={classes.join(' ')} aria-label={`${message.author}, ${time}`}>
      <div class="message-side">{goesOn ? <Time ts={message.ts} text={time} /> : <Avatar name={message.author} />}</div>
      <div class="message-main">
        {message.ephemeral ? (
          <p class="only-you">
            <Icon name="eye" /> Only visible to you
          </p>
        ) : null}
        {goesOn ? null : (
          <p class="message-head">
            <strong class="author">{message.author}</strong>
            {message.is_app ? <span class="badge">App</span> : null}
            <Time ts={message.ts} text={time} />
          </p>
        )}
        <Content message={message} />
        {message.files === undefined ? null : <FileList files={message.files} />}
        <Below message={message} inThread={inThread} />
      </div>
    </article>
  );
}

function Time({ ts, text }: { ts: string; text: string }): JSX.Element {
  return (
    <time class="time" title={momentOfMessage(ts, { now: Date.now() })}>
      {text}
    </time>
  );
}

function Content({ message }: { message: PageMessage }): JSX.Element {
  const { desk } = usePage();
  const form = messageForm(message.channel, message.ts);
  const problem = desk.problems[form] ?? '';
  const surface = {
    container: { type: 'message' as const, channel: message.channel, ts: message.ts },
    blocks: message.blocks,
    values: desk.values[form] ?? {},
    errors: {},
    busy: false,
  };
  return (
    <div class="message-content">
      {message.blocks.length > 0 ? <Blocks surface={surface} /> : <Mrkdwn text={message.text} />}
      {message.edited ? <span class="edited">(edited)</span> : null}
      {problem === '' ? null : (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function Below({ message, inThread }: { message: PageMessage; inThread: boolean }): JSX.Element | null {
  const { session } = usePage();
  if (inThread || message.ephemeral || isReply(message)) return null;
  const open = (): void => session.openChannel(message.channel, message.ts);
  return (
    <>
      {message.reply_count === 0 ? null : (
        <button type="button" class="replies" onClick={open}>
          {message.reply_count === 1 ? '1 reply' : `${message.reply_count} replies`}
        </button>
      )}
      <div class="message-tools">
        <button type="button" class="icon-button" aria-label="Reply in thread" title="Reply in thread" onClick={open}>
          <Icon name="reply" />
        </button>
      </div>
    </>
  );
}
