import type { Receiver } from '../engine/ledger/stream-ledger.js';

export interface WebhookOptions {
  /** With a user name and password in it, if need be. */
  readonly url: string;
  readonly timeoutMs?: number | undefined;
  /** Cuts off what is under way. */
  readonly signal: AbortSignal;
}

/** A receiver that takes longer is as good as away. */
const TIMEOUT_MS = 8_000;

/** Posts bodies to one URL. Redirects are not followed: what leaves is for this receiver alone. */
export function webhookTo({ url, timeoutMs = TIMEOUT_MS, signal }: WebhookOptions): Receiver {
  const { target, authorization } = partsOf(url);
  return async (body, headers) => {
    // Not `AbortSignal.any`: a signal that lives as long as the process would keep every one that was made of it.
    const cut = new AbortController();
    const stop = (): void => cut.abort();
    const timer = setTimeout(() => cut.abort(new DOMException('It took too long.', 'TimeoutError')), timeoutMs);
    signal.addEventListener('abort', stop);
    try {
      const response = await fetch(target, {
        method: 'POST',
        body,
        headers: { 'user-agent': 'Gridkeeper', ...headers, ...authorization },
        redirect: 'manual',
        signal: cut.signal,
      });
      // Nothing is done with what it says, however much that is.
      void response.body?.cancel().catch(() => undefined);
      if (response.ok) return null;
      return { problem: `http_${response.status}`, retryAfterSeconds: secondsIn(response.headers.get('retry-after')) };
    } catch (error) {
      return { problem: wordFor(error), retryAfterSeconds: null };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  };
}

/** `fetch` takes no URL with a password in it. */
function partsOf(url: string): { readonly target: string; readonly authorization: Record<string, string> } {
  const target = new URL(url);
  const { username, password } = target;
  if (username === '' && password === '') return { target: url, authorization: {} };
  target.username = '';
  target.password = '';
  const pair = `${decoded(username)}:${decoded(password)}`;
  return { target: target.href, authorization: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function secondsIn(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/u.test(header) ? Number(header) : null;
}

/** Node's own word for it, and never its sentence, in which addresses stand. */
function wordFor(error: unknown): string {
  if (!(error instanceof Error)) return 'connection_lost';
  if (error.name === 'TimeoutError') return 'timeout';
  if ('code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/u.test(error.code))
    return error.code.toLowerCase();
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner === undefined ? 'connection_lost' : wordFor(inner);
}
