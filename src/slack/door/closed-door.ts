import { z } from 'zod';

import type { Transport } from '../../config/transport.js';
import type { Clock } from '../../engine/ports.js';
import { frontDoor } from './front-door.js';
import { notHere, type Listener } from './reception.js';

export interface ClosedDoorOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly onRefusal: (why: string) => void;
  /** Whose this deployment is, as far as that is known. */
  readonly organisation: () => Promise<string | null>;
  /** What the app waits for, as a clause; `null` where it takes a moment only. */
  readonly missing: () => string | null;
}

/** What of a command says whose it is; anything else than a command has none of it. */
const Command = z.object({ command: z.string().regex(/^\/[\w-]+$/u), enterprise_id: z.string() });
const WithBody = z.object({ rawBody: z.instanceof(Buffer) });

const JUST_STARTED = 'the app has just been started: try again in a minute';

/**
 * While the app cannot work yet, or not any more: whoever types a command in our organisation reads why, in place of
 * Slack's “failed with the error http_service_error”. Everything else is turned away with 503.
 */
export function closedDoor({ transport, missing, organisation, ...options }: ClosedDoorOptions): Listener {
  if (transport.kind === 'socket') return notHere;
  return frontDoor({
    ...options,
    signingSecret: transport.signingSecret,
    next: (request, response) => {
      const { rawBody } = WithBody.parse(request);
      const command = Command.safeParse(Object.fromEntries(new URLSearchParams(rawBody.toString())));
      const answer = async (): Promise<void> => {
        if (!command.success || command.data.enterprise_id !== (await organisation())) {
          response.writeHead(503).end();
          return;
        }
        const text = `${command.data.command} cannot be run now, because ${missing() ?? JUST_STARTED}. Nothing was changed.`;
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ response_type: 'ephemeral', text }));
      };
      answer().catch(() => response.writeHead(503).end());
    },
  });
}
