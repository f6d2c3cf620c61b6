import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { appEnvironment } from '../../src/simulator/run/app-environment.js';
import { demoKeys } from '../../src/simulator/run/keys.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { answering } from './child.js';
import { request, wholeRuns } from './whole-runs.js';

/*
 * A simulated Slack in a process of its own, so that what it does holds up neither the app nor whoever measures.
 */

const Size = z.object({ people: z.number(), workspaces: z.number(), channels: z.number(), groups: z.number() });
const Place = z.object({ dataDir: z.string(), databaseUrl: z.string().nullable() });
const Form = z.object({ command: z.string(), field: z.string(), workspace: z.string().optional() });

/** How many of the newest of each kind are named: each of them shows that the copy is up to date. */
const NEWEST = 10;

let simulator: Simulator | null = null;

function slack(): Simulator {
  if (!simulator) throw new Error('It has not been started.');
  return simulator;
}

answering({
  start: async (about) => {
    await simulator?.stop();
    const manifest: unknown = JSON.parse(readFileSync('manifest.json', 'utf8'));
    simulator = await startSimulator({ manifest, ...(about ? { org: Size.parse(about) } : {}) });
    const { people, workspaces, channels, groups } = simulator.org;
    const newest = (all: readonly { readonly id: string }[]): string[] => all.slice(-NEWEST).map(({ id }) => id);
    return {
      signingSecret: simulator.signingSecret,
      newest: {
        people: newest(people.filter(({ kind }) => kind === 'person')),
        workspaces: newest(workspaces),
        channels: newest(channels),
        groups: newest(groups.filter(({ is_idp_group }) => is_idp_group)),
      },
    };
  },

  /** What the app is to be started with. */
  environment: async (about) => {
    const { dataDir, databaseUrl } = Place.parse(about);
    const awsAccountsFile = join(dataDir, 'aws-accounts.json');
    await writeFile(awsAccountsFile, JSON.stringify(slack().aws.accountsFile()));
    const settings = { root: '.', port: 0, dataDir, databaseUrl, socket: false, oauth: false, policyFile: null };
    return appEnvironment(slack(), settings, { port: 0, keys: demoKeys(dataDir), awsAccountsFile });
  },

  connect: (about) => {
    slack().appUrl = z.string().parse(about);
  },

  /** Somebody opens a form and begins to type in one of its pickers: the payload of that, to be sent again and again. */
  form: async (about) => {
    const { command, field, workspace } = Form.parse(about);
    const katherine = slack().as('katherine');
    const before = katherine.view()?.id;
    await katherine.command(command);
    const isThere = (): boolean => {
      const view = katherine.view();
      return view?.id !== before && (view?.blocks.some((block) => block['block_id'] === field) ?? false);
    };
    await slack().waitFor(isThere, { timeout: 20_000 });
    if (workspace) {
      await katherine.options('team_id', workspace);
      katherine.fillIn({ team_id: workspace });
    }
    await katherine.options(field, '');
    const { body } = slack().deliveries('block_suggestion').at(-1) ?? { body: '' };
    return JSON.parse(new URLSearchParams(body).get('payload') ?? 'null');
  },

  /** Somebody types a command, so that what Slack sends of it can be sent again with other triggers. */
  commandFields: async (about) => {
    await slack().as('katherine').command(z.string().parse(about));
    const { body } = slack().deliveries('slash_command').at(-1) ?? { body: '' };
    return Object.fromEntries(new URLSearchParams(body));
  },

  wholeRuns: (about) => wholeRuns(slack(), z.number().parse(about)),

  request: () => request(slack()),

  breaches: () => slack().breaches(),
});
