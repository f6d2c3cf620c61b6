import { z } from 'zod';

import type { AwsWorkspace } from '../engine/aws.js';
import { SlackUnreachable } from '../engine/errors/slack-errors.js';
import type { AccountClients } from './clients.js';
import { isClockCorrected, translated, translatedUnsent } from './errors.js';
import type { SupportAppSdk } from './load-client.js';

const ASSUME = 'AssumeRole';
const LIST = 'ListSlackWorkspaceConfigurations';
const REGISTER = 'RegisterSlackWorkspaceForOrganization';
const UNREGISTER = 'DeleteSlackWorkspaceConfiguration';

/** An account has five workspaces at most; this many pages are a list that goes in circles. */
const MOST_PAGES = 20;

const Entry = z.object({
  teamId: z.string().min(1),
  teamName: z.string().nullish(),
  allowOrganizationMemberAccount: z.boolean().nullish(),
});
const ListPage = z.object({
  slackWorkspaceConfigurations: z.array(Entry).nullish(),
  nextToken: z.string().nullish(),
});
const Registration = z.object({ accountType: z.string().nullish(), teamName: z.string().nullish() });

/** What AWS says of a registration it has just made. */
export interface Registered {
  readonly accountType: string | null;
  readonly teamName: string | null;
}

/** The three calls for one account. Errors are those of `engine/errors/slack-errors.ts`. */
export interface AccountCalls {
  /** All pages. The signal ends it, whatever it waits for. */
  list(signal: AbortSignal): Promise<readonly AwsWorkspace[]>;
  register(workspace: string, signal: AbortSignal): Promise<Registered>;
  unregister(workspace: string, signal: AbortSignal): Promise<void>;
}

/** The calls on one account's clients. */
export function callsOn(sdk: SupportAppSdk, { reader, writer }: AccountClients): AccountCalls {
  /** Gets the keys first: what fails here has surely changed nothing. */
  const admitted = async (signal: AbortSignal): Promise<void> => {
    try {
      await Promise.race([reader.config.credentials(), abortionOf(signal)]);
    } catch (error) {
      throw translatedUnsent(ASSUME, error);
    }
  };
  const change = async <T>(method: string, signal: AbortSignal, send: () => Promise<T>): Promise<T> => {
    await admitted(signal);
    try {
      return await send();
    } catch (error) {
      if (!isClockCorrected(error)) throw translated(method, error);
    }
    // AWS did nothing but tell the time, so this is the first attempt that counts.
    return send().catch((error: unknown) => {
      throw translated(method, error);
    });
  };
  const page = async (nextToken: string | undefined, abortSignal: AbortSignal): Promise<z.infer<typeof ListPage>> => {
    const command = new sdk.ListSlackWorkspaceConfigurationsCommand({ nextToken });
    return shaped(LIST, ListPage, await reader.send(command, { abortSignal }));
  };

  return {
    list: async (signal) => {
      await admitted(signal);
      try {
        return await allPages((nextToken) => page(nextToken, signal));
      } catch (error) {
        throw translated(LIST, error);
      }
    },
    register: async (teamId, abortSignal) => {
      const send = () => writer.send(new sdk.RegisterSlackWorkspaceForOrganizationCommand({ teamId }), { abortSignal });
      const { accountType, teamName } = shaped(REGISTER, Registration, await change(REGISTER, abortSignal, send));
      return { accountType: accountType ?? null, teamName: teamName ?? null };
    },
    unregister: async (teamId, abortSignal) => {
      const send = () => writer.send(new sdk.DeleteSlackWorkspaceConfigurationCommand({ teamId }), { abortSignal });
      await change(UNREGISTER, abortSignal, send);
    },
  };
}

async function allPages(
  read: (nextToken: string | undefined) => Promise<z.infer<typeof ListPage>>,
): Promise<readonly AwsWorkspace[]> {
  const found: AwsWorkspace[] = [];
  let nextToken: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await read(nextToken);
    found.push(
      ...(page.slackWorkspaceConfigurations ?? []).map((entry) => ({
        teamId: entry.teamId,
        teamName: entry.teamName ?? null,
        allowOrganizationMemberAccount: entry.allowOrganizationMemberAccount ?? null,
      })),
    );
    nextToken = page.nextToken ?? undefined;
    if (nextToken === undefined) return found;
  }
  throw new SlackUnreachable(LIST, 'endless_list', true);
}

/** Reads an answer by its schema; one of another shape is as good as none. */
function shaped<T>(method: string, schema: z.ZodType<T>, answer: unknown): T {
  const read = schema.safeParse(answer);
  if (!read.success) throw new SlackUnreachable(method, 'unreadable_answer', true);
  return read.data;
}

/** Rejects when the signal ends the wait; for what takes no signal itself. */
function abortionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
