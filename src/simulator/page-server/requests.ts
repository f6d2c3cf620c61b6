import { z } from 'zod';

/** The bodies of the page's POSTs, as `page/api.ts` describes them. */

const object = z.record(z.string(), z.unknown());
const who = { as: z.string(), team: z.string() };
const values = z.record(z.string(), z.record(z.string(), object));

const container = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
  z.object({ type: z.literal('view'), view_id: z.string() }),
]);

const placed = { container, block_id: z.string(), action_id: z.string() };

export const PostMessage = z.object({
  ...who,
  channel: z.string(),
  text: z.string(),
  thread_ts: z.string().exactOptional(),
});
export const MarkRead = z.object({ ...who, channel: z.string() });
export const SubmitView = z.object({ ...who, view_id: z.string(), values });
export const CloseView = z.object({ ...who, view_id: z.string() });
export const PressAction = z.object({
  ...who,
  ...placed,
  chosen: object.exactOptional(),
  values: values.exactOptional(),
});
export const AskOptions = z.object({ ...who, ...placed, value: z.string(), values });
export const OpenHome = z.object(who);
export const RunShortcut = z.object({ ...who, callback_id: z.string() });
