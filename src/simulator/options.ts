import type { Clock } from './clock.js';
import type { OrgSize } from './seed/large/grow.js';

/** How a simulator is started; only the manifest must be given. */
export interface SimulatorOptions {
  /** The app's manifest, parsed: commands, shortcuts, scopes, request URLs. */
  manifest: unknown;
  /** Where the app listens, without a path; may be set later. */
  appUrl?: string | null;
  /** 0, the default, takes any free port. */
  port?: number;
  host?: string;
  /** The time in Slack: message timestamps, triggers, response_urls. Signatures always carry the real time. */
  clock?: Clock;
  signingSecret?: string;
  botToken?: string;
  adminToken?: string;
  /** Tokens of installs live twelve hours and are exchanged. Off by default. */
  rotation?: boolean;
  /** With it the app opens connections (Socket Mode), and nothing is sent to its address. */
  appToken?: string | null;
  /** Whether the app is there already, with the two tokens; otherwise somebody has to install it. Default true. */
  preinstalled?: boolean;
  /** How long the app may take to answer; Slack's 3000 ms unless a test is in a hurry. */
  patience?: number;
  /** How large the organisation is; the seed with its people and channels is always part of it. */
  org?: OrgSize;
  /** Answers 429 to whoever calls faster than Slack's tiers allow. Off by default; `simulator.rateLimits` switches it. */
  rateLimits?: boolean;
}

/** A raw request to the app: what to change of a well-made one. */
export interface RawDelivery {
  path?: string;
  contentType?: string;
  headers?: Record<string, string>;
  timestamp?: number;
  /** null sends none at all. */
  signature?: string | null;
}
