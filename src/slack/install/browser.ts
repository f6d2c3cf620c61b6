import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import type { InstallStates } from '../../engine/installation.js';
import type { Clock } from '../../engine/ports.js';

/** As long as Slack's own codes are good for. */
const MINUTES = 10;
const TOKEN = /^[\w-]{43}$/u;

export interface BrowserOptions {
  readonly states: InstallStates;
  readonly secret: string;
  readonly clock: Pick<Clock, 'now'>;
}

/** An install as it leaves for Slack. */
export interface Departure {
  readonly state: string;
  /** The header by which the browser is known again. */
  readonly cookie: string;
}

/**
 * Ties an install to the browser it began in: nobody can be led into finishing somebody else's (docs.slack.dev,
 * “Installing with OAuth”, state). The state goes to Slack and back, the cookie stays; the database has their digests.
 */
export async function depart({ states, secret, clock }: BrowserOptions, request: IncomingMessage): Promise<Departure> {
  const at = clock.now();
  const random = fresh();
  // Several tabs of one browser are one browser.
  const browser = cookieOf(request) ?? fresh();
  const until = new Date(at.getTime() + MINUTES * 60_000);
  await states.add({ digest: digest(random), browser: digest(browser), at, until });
  const { name, secure } = cookieNameFor(request);
  const cookie = `${name}=${browser}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${MINUTES * 60}${secure ? '; Secure' : ''}`;
  return { state: `${random}.${sign(secret, random)}`, cookie };
}

/** Whether this browser began the install that comes back, within its time, and for the first time. */
export async function arrives(
  { states, secret, clock }: BrowserOptions,
  request: IncomingMessage,
  state: string,
): Promise<boolean> {
  const [random = '', signature = '', ...more] = state.split('.');
  const browser = cookieOf(request);
  if (!browser || !TOKEN.test(random) || more.length > 0) return false;
  if (!isSame(signature, sign(secret, random))) return false;
  return states.take({ digest: digest(random), browser: digest(browser), at: clock.now() });
}

const fresh = (): string => randomBytes(32).toString('base64url');
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const sign = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('base64url');

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** `__Host-`: no other host of the domain can set it. Browsers take it over https only, so not on this machine. */
function cookieNameFor({ headers }: IncomingMessage): { readonly name: string; readonly secure: boolean } {
  const host = (headers.host ?? '').replace(/:\d+$/u, '');
  const secure = !['127.0.0.1', 'localhost', '[::1]'].includes(host);
  return { name: secure ? '__Host-gridkeeper-install' : 'gridkeeper-install', secure };
}

function cookieOf(request: IncomingMessage): string | null {
  const { name } = cookieNameFor(request);
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  const value = cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
  return value !== undefined && TOKEN.test(value) ? value : null;
}
