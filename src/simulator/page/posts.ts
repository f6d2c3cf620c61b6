/*
 * What the page sends: `POST` requests with JSON, each by the person `as`, who looks at the workspace `team`. Types only,
 * as in `api.ts`.
 */

/** Where a button, a select or an `external_select` stands. Home views are `view` too. */
export type PageContainer = { type: 'message'; channel: string; ts: string } | { type: 'view'; view_id: string };

/** A chosen option, as Block Kit has it. */
export interface PageOption {
  text: { type: string; text: string };
  value: string;
  description?: { type: string; text: string };
}

/** The values of a view's inputs, `view.state.values` of Slack's payloads: block_id, then action_id. */
export type PageStateValues = Record<string, Record<string, Record<string, unknown>>>;

/** `POST /page/message`: plain text, or a slash command when the text begins with `/`. */
export interface PostMessage {
  as: string;
  team: string;
  channel: string;
  text: string;
  thread_ts?: string;
}

/** `POST /page/read`: the person has seen everything in this channel. */
export interface MarkRead {
  as: string;
  team: string;
  channel: string;
}

/** `POST /page/submit`: presses the submit button of the topmost modal. */
export interface SubmitView {
  as: string;
  team: string;
  view_id: string;
  values: PageStateValues;
}

/** `POST /page/close`: closes the topmost modal (the cross, Escape or the close button). */
export interface CloseView {
  as: string;
  team: string;
  view_id: string;
}

/** `POST /page/action`: a button or select, in a message or in a view. */
export interface PressAction {
  as: string;
  team: string;
  container: PageContainer;
  block_id: string;
  action_id: string;
  /**
   * What the element holds now, as in `state.values`: `{ type: 'static_select', selected_option }`,
   * `{ type: 'checkboxes', selected_options }`, `{ type: 'datepicker', selected_date }`, ... (`overflow` too).
   * For buttons nothing: the server takes the value from the block itself.
   */
  chosen?: Record<string, unknown>;
  values?: PageStateValues;
}

/** `POST /page/options`: asks the app for the options of an `external_select`. */
export interface AskOptions {
  as: string;
  team: string;
  container: PageContainer;
  block_id: string;
  action_id: string;
  value: string;
  values: PageStateValues;
}

export interface OptionsAnswer {
  options: readonly PageOption[];
  option_groups: readonly { label: { text: string }; options: readonly PageOption[] }[];
}

/** `POST /page/home`: opens the app's Home tab. `POST /page/shortcut`: runs a global shortcut. */
export interface OpenHome {
  as: string;
  team: string;
}
export interface RunShortcut {
  as: string;
  team: string;
  callback_id: string;
}

/** What every POST answers: `errors` stand beside the fields, `problem` is a sentence for the whole. */
export interface PageAnswer {
  ok: boolean;
  errors?: Record<string, string>;
  problem?: string;
}
