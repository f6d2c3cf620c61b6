import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Change } from '../changes.js';
import type { StoredMessage } from '../messages/model.js';
import type { PageEvent } from '../page/api.js';
import type { Slack } from '../slack.js';
import { pageMessage, pageView } from './present.js';
import type { Viewer } from './state.js';
import { isListed, listedConversations, openViews } from './state.js';

const heartbeat = 15_000;

function isFor(slack: Slack, viewer: Viewer, message: StoredMessage): boolean {
  const { ephemeral_to } = message;
  if (ephemeral_to !== null && ephemeral_to !== viewer.person.id) return false;
  const channel = slack.org.findChannel(message.channel);
  return channel !== undefined && isListed(channel, viewer);
}

function messageEvent(slack: Slack, what: 'posted' | 'changed' | 'deleted', message: StoredMessage): PageEvent {
  if (what === 'deleted') return { type: 'message_deleted', channel: message.channel, ts: message.ts };
  const type = what === 'posted' ? 'message' : 'message_changed';
  return { type, message: pageMessage(slack, message) };
}

/** What a change means for one viewer's page; null when it is none of their business. */
function pageEvent(slack: Slack, viewer: Viewer, change: Change): PageEvent | null {
  switch (change.kind) {
    case 'message':
      return isFor(slack, viewer, change.message) ? messageEvent(slack, change.what, change.message) : null;
    case 'views':
      if (change.person !== viewer.person.id) return null;
      return { type: 'views', views: openViews(slack, viewer.person) };
    case 'home':
      return change.person === viewer.person.id ? { type: 'home', view: pageView(change.view, 0) } : null;
    case 'conversations':
      return { type: 'conversations', conversations: listedConversations(slack, viewer) };
    case 'notice':
      return change.person === null || change.person === viewer.person.id
        ? { type: 'notice', text: change.text }
        : null;
    case 'reset':
      return { type: 'reset' };
    case 'call':
      return null;
    default:
      return change satisfies never;
  }
}

/** `GET /page/events`: server-sent events for one viewer until they go. */
export function serveEvents(slack: Slack, viewer: Viewer, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  response.write(': welcome\n\n');
  const silence = slack.changes.listen((change) => {
    const event = pageEvent(slack, viewer, change);
    if (event) response.write(`data: ${JSON.stringify(event)}\n\n`);
  });
  const timer = setInterval(() => response.write(': still here\n\n'), heartbeat);
  timer.unref();
  request.on('close', () => {
    clearInterval(timer);
    silence();
  });
}
