import type { JsonObject } from '../json.js';
import type { Delivery } from '../delivery/app-link.js';
import type { Actor, Client } from './client.js';

/** Slack's old verification token: every payload still carries one, and no app should look at it. */
export const verificationToken = 'simulated-verification-token';

function teamPart(
  { slack }: Client,
  { person, team, interactivity }: Actor,
): { team: JsonObject | null; team_id: string } {
  const { org } = slack;
  const mode = interactivity ?? person.interactivity_team;
  if (mode === 'org') return { team: null, team_id: org.id };
  if (mode === 'other') {
    const other = Object.keys(person.workspaces).find((id) => id !== team);
    return { team: null, team_id: other ?? org.id };
  }
  const { domain } = org.workspace(team);
  return { team: { id: team, domain, enterprise_id: org.id, enterprise_name: org.name }, team_id: team };
}

/** What every interaction payload says of the app, the person and the organisation. */
export function interaction(client: Client, actor: Actor, type: string): JsonObject {
  const { org } = client.slack;
  const { team, team_id } = teamPart(client, actor);
  const { id, handle } = actor.person;
  return {
    type,
    user: { id, username: handle, name: handle, team_id },
    api_app_id: org.bot.app_id,
    token: verificationToken,
    team,
    enterprise: { id: org.id, name: org.name },
    is_enterprise_install: true,
  };
}

/** Sends a payload as Slack does: as JSON in the field `payload` of a form. */
export function sendPayload(client: Client, payload: JsonObject, path?: string): Promise<Delivery> {
  return client.app.send({
    kind: String(payload['type']),
    path: path ?? client.slack.manifest.paths.interactivity,
    body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
  });
}
