import type { AppLink, Delivery } from '../delivery/app-link.js';
import type { InteractivityTeam, Person } from '../org/model.js';
import type { Slack } from '../slack.js';

/** What Slack's own client needs to act for a person: the organisation, the way to the app, our own address. */
export interface Client {
  slack: Slack;
  app: AppLink;
  /** `http://127.0.0.1:4100`, for the response_urls. */
  url(): string;
}

/** A person at work in one of the workspaces. */
export interface Actor {
  person: Person;
  team: string;
  /** Overrides what the person's payloads usually say of the workspace. */
  interactivity?: InteractivityTeam | undefined;
}

/** How something a person did ended: what they see of it, and what was sent to the app (if anything). */
export interface Reply {
  ok: boolean;
  /** A sentence as Slack's client shows it. */
  problem?: string;
  /** Sentences beside the fields of a modal, by block_id. */
  errors?: Record<string, string>;
  delivery: Delivery | null;
}

/** What Slack's client says of a submission that came to nothing. */
export const trouble = 'We had some trouble connecting. Try again?';

/** Answers the person with a sentence: what they did came to nothing. */
export function failed(client: Client, actor: Actor, problem: string, delivery: Delivery | null): Reply {
  client.slack.noteNotice(actor.person.id, problem);
  return { ok: false, problem, delivery };
}

/** Notes that the app answered with something Slack does not take. */
export function breach(client: Client, delivery: Delivery, code: string, problems: readonly string[]): void {
  client.slack.breaches.add(`answer to ${delivery.kind}`, code, problems);
}
