import type { ComponentChildren, JSX } from 'preact';
import { useId, useState } from 'preact/hooks';

import type { Fault } from '../api.js';
import { FAULTS, faultOf, FIRST_DRAFT, type FaultDraft } from './fault-draft.js';

/** Says how Slack shall misbehave from now on. */
export function FaultForm(props: { methods: readonly string[]; onAdd: (fault: Fault) => void }): JSX.Element {
  const listId = useId();
  const [draft, setDraft] = useState(FIRST_DRAFT);
  const change = (part: Partial<FaultDraft>): void => setDraft({ ...draft, ...part });
  return (
    <form
      class="fault-form"
      onSubmit={(event) => {
        event.preventDefault();
        props.onAdd(faultOf(draft));
      }}
    >
      <Labelled label="Method">
        <input
          class="input"
          list={listId}
          placeholder="every method"
          value={draft.method}
          onInput={(event) => change({ method: event.currentTarget.value })}
        />
      </Labelled>
      <datalist id={listId}>
        {props.methods.map((method) => (
          <option key={method} value={method} />
        ))}
      </datalist>
      <Labelled label="What happens">
        <select
          class="input"
          value={draft.fault}
          onChange={(event) => {
            const known = FAULTS.find(({ fault }) => fault === event.currentTarget.value);
            if (known !== undefined) change({ fault: known.fault });
          }}
        >
          {FAULTS.map(({ fault, words }) => (
            <option key={fault} value={fault}>
              {words}
            </option>
          ))}
        </select>
      </Labelled>
      <div class="fault-row">
        <FaultDetail draft={draft} onChange={change} />
        <Labelled label="How many times">
          <input
            class="input"
            inputMode="numeric"
            placeholder="every time"
            value={draft.times}
            onInput={(event) => change({ times: event.currentTarget.value })}
          />
        </Labelled>
      </div>
      <button type="submit" class="button button-primary">
        Make it misbehave
      </button>
    </form>
  );
}

function FaultDetail(props: { draft: FaultDraft; onChange: (part: Partial<FaultDraft>) => void }): JSX.Element | null {
  const { draft, onChange } = props;
  switch (draft.fault) {
    case 'error':
      return (
        <Labelled label="Error code">
          <input
            class="input"
            value={draft.error}
            onInput={(event) => onChange({ error: event.currentTarget.value })}
          />
        </Labelled>
      );
    case 'rate_limited':
      return (
        <Labelled label="Retry after (s)">
          <input
            class="input"
            inputMode="numeric"
            value={draft.retryAfter}
            onInput={(event) => onChange({ retryAfter: event.currentTarget.value })}
          />
        </Labelled>
      );
    case 'slow':
      return (
        <Labelled label="Delay (ms)">
          <input
            class="input"
            inputMode="numeric"
            value={draft.delay}
            onInput={(event) => onChange({ delay: event.currentTarget.value })}
          />
        </Labelled>
      );
    case 'http_500':
    case 'html':
    case 'reset':
    case 'reply_lost':
    default:
      return null;
  }
}

function Labelled({ label, children }: { label: string; children: ComponentChildren }): JSX.Element {
  return (
    <label class="labelled">
      <span class="label">{label}</span>
      {children}
    </label>
  );
}
