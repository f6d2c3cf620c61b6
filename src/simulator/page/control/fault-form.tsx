import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';

import type { Fault, KnownMethod } from '../control-api.js';
import { FaultDetail } from './fault-detail.js';
import { FAULTS, faultOf, FIRST_DRAFT, isBody, type FaultDraft } from './fault-draft.js';
import { Labelled } from './labelled.js';

/** The codes of one method, or of all. */
function codesOf(methods: readonly KnownMethod[], method: string): readonly string[] {
  const meant = methods.filter((known) => known.method === method.trim());
  return [...new Set((meant.length > 0 ? meant : methods).flatMap(({ errors }) => errors))];
}

/** Says how Slack shall misbehave from now on. */
export function FaultForm(props: { methods: readonly KnownMethod[]; onAdd: (fault: Fault) => void }): JSX.Element {
  const listId = useId();
  const [draft, setDraft] = useState(FIRST_DRAFT);
  const change = (part: Partial<FaultDraft>): void => setDraft({ ...draft, ...part });
  return (
    <form
      class="fault-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.fault !== 'error' || isBody(draft.body)) props.onAdd(faultOf(draft));
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
        {props.methods.map(({ method }) => (
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
        <FaultDetail draft={draft} codes={codesOf(props.methods, draft.method)} onChange={change} />
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
