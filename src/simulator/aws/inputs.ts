import { z } from 'zod';

import { AwsRefusal } from './refusal.js';

const word = z.string().min(1).max(256).regex(/^\S+$/);
const line = z.string().min(1).max(256).regex(/^.+$/);
const severity = z.enum(['none', 'all', 'high']);
const roleArn = z
  .string()
  .min(31)
  .max(2048)
  .regex(/^arn:aws:iam::[0-9]{12}:role\/(.+)$/);

const channel = { teamId: word, channelId: word };
const flags = {
  notifyOnCreateOrReopenCase: z.boolean().optional(),
  notifyOnAddCorrespondenceToCase: z.boolean().optional(),
  notifyOnResolveCase: z.boolean().optional(),
};

/** What each operation takes; members it does not know are ignored. */
export const inputs = {
  nothing: z.object({}),
  page: z.object({ nextToken: word.optional() }),
  workspace: z.object({ teamId: word }),
  channel: z.object(channel),
  newChannel: z.object({
    ...channel,
    ...flags,
    channelName: line.optional(),
    notifyOnCaseSeverity: severity,
    channelRoleArn: roleArn,
  }),
  changedChannel: z.object({
    ...channel,
    ...flags,
    channelName: line.optional(),
    notifyOnCaseSeverity: severity.optional(),
    channelRoleArn: roleArn.optional(),
  }),
  alias: z.object({
    accountAlias: z
      .string()
      .min(1)
      .max(30)
      .regex(/^[\w\- ]+$/),
  }),
};

/** Reads an operation's input, or refuses it by naming the members that are wrong. */
export function readInput<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const members = [...new Set(read.error.issues.map(({ path }) => path.join('.') || 'the request'))];
  throw new AwsRefusal(
    'ValidationException',
    `${members.length} validation error(s) detected: ${members.map((name) => `Value at '${name}' failed to satisfy constraint`).join('; ')}`,
  );
}
