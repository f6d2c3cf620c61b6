import type { IncomingHttpHeaders } from 'node:http';

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/**
 * Why a request is turned away, or null. Only loopback names are served (so that a foreign name that was pointed at
 * 127.0.0.1 leads nowhere), and no other web page may send us anything: browsers name the page's origin.
 */
export function turnedAway(headers: IncomingHttpHeaders, method: string): string | null {
  const { host = '', origin } = headers;
  if (!loopback.test(host)) return 'The simulator answers to 127.0.0.1 and localhost only.';
  if (origin !== undefined && origin !== `http://${host}`) return 'Requests from other web pages are not accepted.';
  const site = headers['sec-fetch-site'];
  const foreign = site === 'cross-site' || site === 'same-site';
  if (foreign && method !== 'GET') return 'Requests from other web pages are not accepted.';
  return null;
}
