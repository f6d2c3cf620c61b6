import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

import { askable } from './child.js';

const PROCESS = fileURLToPath(new URL('./slack-process.js', import.meta.url));

/** How many there are of each kind. */
export interface OrgSize {
  readonly people: number;
  readonly workspaces: number;
  readonly channels: number;
  readonly groups: number;
}

const Ids = z.array(z.string());
const Started = z.object({
  signingSecret: z.string(),
  newest: z.object({ people: Ids, workspaces: Ids, channels: Ids, groups: Ids }),
});
export type Started = z.infer<typeof Started>;

/** How long somebody waited in one run, in milliseconds. */
const WholeRun = z.object({
  /** From the submission of the form until the plan stands. */
  plan: z.number(),
  /** From the confirmation until the change has reached Slack. */
  call: z.number(),
});
export type WholeRun = z.infer<typeof WholeRun>;
const Fields = z.record(z.string(), z.string());
const Payload = z.record(z.string(), z.unknown());
/** What Slack sends when somebody types into a picker. */
export type Payload = z.infer<typeof Payload>;

/** A simulated Slack in a process of its own. */
export interface Slack {
  /** Begins anew with an organisation of this size; `null` is the small one that the simulator has by itself. */
  start(size: OrgSize | null): Promise<Started>;
  environment(place: { dataDir: string; databaseUrl: string | null }): Promise<Record<string, string>>;
  connect(appUrl: string): Promise<void>;
  /** What Slack sends with a command that an org owner types, but for its trigger. */
  commandFields(command: string): Promise<Record<string, string>>;
  /** So many whole runs, four at a time. */
  wholeRuns(count: number): Promise<readonly WholeRun[]>;
  /** Somebody asks for what another person has to approve. */
  request(): Promise<void>;
  form(form: { command: string; field: string; workspace?: string }): Promise<Payload>;
  /** Whatever the app did that Slack does not accept. */
  breaches(): Promise<readonly unknown[]>;
  stop(): Promise<void>;
}

export function slackProcess(): Slack {
  const slack = askable(fork(PROCESS), 'The simulated Slack');
  return {
    start: async (size) => Started.parse(await slack.ask('start', size)),
    environment: async (place) => Fields.parse(await slack.ask('environment', place)),
    connect: async (appUrl) => void (await slack.ask('connect', appUrl)),
    commandFields: async (command) => Fields.parse(await slack.ask('commandFields', command)),
    wholeRuns: async (count) => z.array(WholeRun).parse(await slack.ask('wholeRuns', count)),
    request: async () => void (await slack.ask('request')),
    form: async (form) => Payload.parse(await slack.ask('form', form)),
    breaches: async () => z.array(z.unknown()).parse(await slack.ask('breaches')),
    stop: () => slack.end('SIGTERM'),
  };
}
