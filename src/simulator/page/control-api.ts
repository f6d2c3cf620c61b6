/* What the control panel, and whoever tests an app, say to the simulator. Types only, as in `api.ts`. */

/** One way in which Slack can be made to misbehave: `POST /control/faults`. */
export interface Fault {
  /** A method's name, or `*` for every method. */
  method: string;
  fault: 'error' | 'warning' | 'rate_limited' | 'http_500' | 'html' | 'slow' | 'reset' | 'reply_lost';
  /** For `error`: Slack's code. */
  error?: string;
  /** For `error`: more fields of the answer, such as `{ "errors": ["T…"] }`. */
  body?: Record<string, unknown>;
  /**
   * For `error`: what happens all the same. `none`, the default; `whole`; or `partial`, everything but what the lists in
   * `body` name.
   */
  effect?: 'none' | 'partial' | 'whole';
  /** For `warning`: what a successful answer warns of. Default `["missing_charset"]`. */
  warnings?: string[];
  /** For `rate_limited`: seconds in `Retry-After`. Default 1. */
  retry_after?: number;
  /** For `slow`: milliseconds before the answer. Default 2000. */
  delay_ms?: number;
  /** How many calls it hits. Absent: every call until the faults are cleared. */
  times?: number;
}

/**
 * `GET /control/faults` answers `{ faults: ActiveFault[] }`; `DELETE /control/faults` clears all of them,
 * `DELETE /control/faults/:id` one.
 */
export interface ActiveFault extends Fault {
  id: string;
  /** How many calls it will still hit; null is every call. */
  left: number | null;
}

/** A method of the simulated Web API and every code it may answer: `GET /control/methods` answers `{ methods }`. */
export interface KnownMethod {
  method: string;
  /** Its own first, then those of every method. */
  errors: readonly string[];
}

/** Who has installed the app, where somebody has to: `GET /control/install` answers `{ install }`; `null` where it was there beforehand. */
export interface AppInstall {
  /** The app's page on which an install begins. */
  url: string;
  /** Names of those who have installed it; nobody where it is not installed (any more). */
  installers: readonly string[];
}

/**
 * One call that reached the simulated Web API: `GET /control/calls` answers `{ calls: ControlCall[] }`, oldest first.
 */
export interface ControlCall {
  at: string;
  method: string;
  token: 'bot' | 'user' | 'app' | 'none' | 'unknown';
  args: Record<string, unknown>;
  ok: boolean;
  error: string | null;
}
