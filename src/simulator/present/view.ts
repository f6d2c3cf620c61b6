import type { JsonObject } from '../json.js';
import type { Slack } from '../slack.js';
import type { OpenView, StateValues } from '../views/model.js';

/** A view as the `views.*` methods answer it and as the payloads carry it. */
export function presentView(slack: Slack, view: OpenView, values: StateValues = {}): JsonObject {
  return {
    id: view.id,
    team_id: view.team,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata,
    callback_id: view.callback_id,
    state: { values },
    hash: view.hash,
    title: view.title,
    clear_on_close: view.clear_on_close,
    notify_on_close: view.notify_on_close,
    close: view.close,
    submit: view.submit,
    previous_view_id: view.previous_view_id,
    root_view_id: view.root_view_id,
    app_id: slack.org.bot.app_id,
    external_id: view.external_id,
    app_installed_team_id: slack.org.id,
    bot_id: slack.org.bot.bot_id,
  };
}
