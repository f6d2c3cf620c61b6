import type { JsonObject } from '../json.js';

/** `view.state.values`: block_id, then action_id, then what that element holds. */
export type StateValues = Record<string, Record<string, JsonObject>>;

/** A view as an app hands it in, after its checks. */
export interface ViewDraft {
  type: 'modal' | 'home';
  title: JsonObject | null;
  submit: JsonObject | null;
  close: JsonObject | null;
  blocks: JsonObject[];
  callback_id: string;
  private_metadata: string;
  external_id: string;
  notify_on_close: boolean;
  clear_on_close: boolean;
}

/** A view that stands on somebody's screen. */
export interface OpenView extends ViewDraft {
  id: string;
  person: string;
  team: string;
  hash: string;
  previous_view_id: string | null;
  root_view_id: string;
  /** What the person has typed and chosen so far, by block_id and action_id. */
  values: StateValues;
}
