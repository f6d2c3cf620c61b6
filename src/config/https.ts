import { z } from 'zod';

/** Whether a URL is encrypted on its way, or never leaves this machine. */
export function isHttpsUnlessLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}

/** A variable that holds such a URL. */
export const httpsUrl = z
  .url({ error: 'must be a URL.' })
  .refine(isHttpsUnlessLoopback, 'must begin with https:// (http:// is for this machine only).');
