import type { JSX } from 'preact';

import type { ControlCall } from '../control-api.js';

const SHOWN = 50;

/** The last calls that reached the simulated Web API, newest first; their arguments unfold. */
export function CallList({ calls }: { calls: readonly ControlCall[] }): JSX.Element {
  if (calls.length === 0) return <p class="empty">The app has made no call yet.</p>;
  return (
    <ol class="calls" aria-label="Last calls">
      {calls.slice(0, SHOWN).map((call, index) => (
        <li key={`${call.at} ${calls.length - index}`}>
          <details>
            <summary>
              <time class="time">{new Date(call.at).toLocaleTimeString('en-GB')}</time>
              <code class="call-method">{call.method}</code>
              <span class={`token token-${call.token}`}>{call.token}</span>
              <span class={call.ok ? 'call-ok' : 'call-error'}>{call.ok ? 'ok' : (call.error ?? 'failed')}</span>
            </summary>
            <pre>{JSON.stringify(call.args, null, 2)}</pre>
          </details>
        </li>
      ))}
    </ol>
  );
}
