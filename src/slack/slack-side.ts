import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Logger } from '../telemetry/log.js';
import { boltListener } from './bolt-app.js';
import type { SlackClients } from './connect.js';
import type { Desk } from './desk.js';
import { frontDoor } from './front-door.js';
import type { Installed } from './install/installation.js';

export type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface SlackSideOptions {
  readonly signingSecret: string;
  readonly desk: Desk;
  readonly clients: SlackClients;
  readonly log: Logger;
  readonly installed: Installed | null;
}

/** Everything between a request of Slack's and a verb of the engine. */
export function slackSide({ signingSecret, desk, clients, log, installed }: SlackSideOptions): Listener {
  const { records, clock } = desk.ports;
  return frontDoor({
    signingSecret,
    clock,
    onRefusal: (why) => log.warn({ why }, 'a request was turned away'),
    next: boltListener({
      desk,
      log,
      signingSecret,
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
    }),
  });
}
