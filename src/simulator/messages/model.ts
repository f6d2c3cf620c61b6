import type { StoredFile } from '../files/model.js';
import type { JsonObject } from '../json.js';

/** A message as the simulated Slack keeps it; what an app or a page gets to see is derived from it. */
export interface StoredMessage {
  ts: string;
  channel: string;
  /** Who wrote it: a person, or the app's bot user. */
  user: string;
  by_app: boolean;
  text: string;
  blocks: JsonObject[];
  attachments: JsonObject[];
  /** What was uploaded with it. */
  files: StoredFile[];
  thread_ts: string | null;
  broadcast: boolean;
  edited: { user: string; ts: string } | null;
  metadata: { event_type: string; event_payload: JsonObject } | null;
  /** Set for messages only one person sees. */
  ephemeral_to: string | null;
  /** False once the reader has loaded the page again: ephemeral messages do not survive that. */
  on_screen: boolean;
}
