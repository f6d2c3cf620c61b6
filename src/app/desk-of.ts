import type { Config } from '../config.js';
import type { SlackClients } from '../slack/clients/connect.js';
import type { Desk } from '../slack/desk.js';
import { sendFile } from '../slack/clients/files.js';
import { noticingSilence } from '../store/silence.js';
import { writeTo } from '../slack/posts/posting.js';
import { screenOf } from '../slack/screens/screen.js';

type OwnDesk = Pick<Desk, 'ports' | 'upkeep' | 'policyProblem' | 'record'>;

/** Everything that the listeners work with. */
export function deskOf(
  { commandPrefix }: Pick<Config, 'commandPrefix'>,
  { clients, jobs, newId, logFault }: Pick<Desk, 'jobs' | 'newId' | 'logFault'> & { readonly clients: SlackClients },
  own: OwnDesk,
): Desk {
  return {
    ...own,
    jobs,
    newId,
    logFault,
    noticingSilence,
    commandPrefix,
    screen: screenOf(clients.interactive, own.ports),
    sendFile: (person, file) => sendFile(clients.posting, person, file),
    sendMessage: (person, text) => writeTo(clients.posting, person, text),
  };
}
