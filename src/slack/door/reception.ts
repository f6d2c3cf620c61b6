import type { IncomingMessage, ServerResponse } from 'node:http';

import { HTTPReceiver } from '@slack/bolt';

import type { Transport } from '../../config/transport.js';
import type { Logger } from '../../telemetry/log.js';
import { listenBehind, type BoltOptions } from '../bolt-app.js';
import { boltLogger } from '../clients/bolt-logger.js';
import type { SlackClients } from '../clients/connect.js';
import type { Desk } from '../desk.js';
import { frontDoor } from './front-door.js';
import type { Installed } from '../install/installation.js';
import { Lines } from '../socket/lines.js';
import type { Envelope } from '../socket/line.js';
import { EnvelopeReceiver } from '../socket/receiver.js';

export type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Everything between what Slack sends and a verb of the engine. */
export interface Reception {
  /** For what comes to our port. */
  readonly requests: Listener;
  /** Settles when Slack can send something. @throws WrongTokens where Slack does not take SLACK_APP_TOKEN. */
  readonly opened: Promise<void>;
  /** Why nothing can come in now, for the operator; `null` where it can. */
  problem(): string | null;
  /** Open connections of Socket Mode; `null` where there are none to be opened. */
  connections(): number | null;
  /** Lets nothing more in; what came in is answered first. */
  close(): Promise<void>;
}

export interface ReceptionOptions {
  readonly transport: Transport;
  readonly slackApiUrl: string;
  readonly desk: Desk;
  readonly clients: SlackClients;
  readonly log: Logger;
  readonly installed: Installed | null;
  /** Calls the opening off. */
  readonly signal: AbortSignal;
}

const ALWAYS_OPEN: Omit<Reception, 'requests'> = {
  opened: Promise.resolve(),
  problem: () => null,
  connections: () => null,
  close: () => Promise.resolve(),
};

/** Slack comes to our port, or we go to Slack: behind it everything is the same. */
export function openReception(options: ReceptionOptions): Reception {
  const { transport } = options;
  return transport.kind === 'http' ? overHttp(transport, options) : overSocket(transport, options);
}

function overHttp({ signingSecret }: Extract<Transport, { kind: 'http' }>, options: ReceptionOptions): Reception {
  const { desk, log } = options;
  const receiver = new HTTPReceiver({ signingSecret, logger: boltLogger(log) });
  listenBehind(receiver, boltOptions(options));
  const requests = frontDoor({
    signingSecret,
    clock: desk.ports.clock,
    onRefusal: (why) => log.warn({ why }, 'a request was turned away'),
    next: receiver.requestListener,
  });
  return { requests, ...ALWAYS_OPEN };
}

function overSocket({ appToken }: Extract<Transport, { kind: 'socket' }>, options: ReceptionOptions): Reception {
  const { desk, log, slackApiUrl, signal } = options;
  const receiver = new EnvelopeReceiver({ log, onFault: (error) => desk.logFault(error, 'a message of Socket Mode') });
  listenBehind(receiver, boltOptions(options));
  const take = (envelope: Envelope): Promise<void> => receiver.take(envelope);
  const lines = new Lines({ appToken, slackApiUrl, logger: boltLogger(log), log, take, signal });
  return {
    requests: notHere,
    opened: lines.first,
    problem: () => lines.problem(),
    connections: () => lines.connections(),
    close: () => lines.close(),
  };
}

/** Nothing comes to our port that could be trusted: what came in here was not signed for anybody. */
export const notHere: Listener = async (_, response) => {
  response.writeHead(404, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: 'this deployment uses Socket Mode (SLACK_APP_TOKEN)' }));
};

/** Of a process that is a worker only. */
export const NO_RECEPTION: Reception = {
  requests: async (_, response) => {
    response.writeHead(404, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: 'this process is a worker: what Slack sends goes to a web process' }));
  },
  ...ALWAYS_OPEN,
};

function boltOptions({ desk, clients, log, installed }: ReceptionOptions): BoltOptions {
  const { records, clock } = desk.ports;
  return {
    desk,
    log,
    interactive: clients.interactive,
    installed,
    onForeigner: ({ enterpriseId, userId }) =>
      records.record(
        {
          kind: 'request.refused',
          actor: userId,
          because: 'another-organisation',
          outcome: 'refused',
          detail: { enterprise_id: enterpriseId },
        },
        clock.now(),
      ),
  };
}
