import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

import { EFFECTS, isBody, type FaultDraft } from './fault-draft.js';
import { Labelled } from './labelled.js';

/** What the fields of one kind of fault need. */
export interface FaultDetailProps {
  readonly draft: FaultDraft;
  /** The codes that the method may answer. */
  readonly codes: readonly string[];
  readonly onChange: (part: Partial<FaultDraft>) => void;
}

/** The fields that belong to the chosen kind of fault. */
export function FaultDetail(props: FaultDetailProps): JSX.Element | null {
  const { draft, onChange } = props;
  switch (draft.fault) {
    case 'error':
      return <ErrorDetail {...props} />;
    case 'warning':
      return <Text label="Warnings" value={draft.warnings} onText={(warnings) => onChange({ warnings })} />;
    case 'rate_limited':
      return (
        <Text
          label="Retry after (s)"
          number
          value={draft.retryAfter}
          onText={(text) => onChange({ retryAfter: text })}
        />
      );
    case 'slow':
      return <Text label="Delay (ms)" number value={draft.delay} onText={(delay) => onChange({ delay })} />;
    case 'http_500':
    case 'html':
    case 'reset':
    case 'reply_lost':
    default:
      return null;
  }
}

function Text(props: { label: string; value: string; number?: boolean; onText: (text: string) => void }): JSX.Element {
  return (
    <Labelled label={props.label}>
      <input
        class="input"
        inputMode={props.number === true ? 'numeric' : 'text'}
        value={props.value}
        onInput={(event) => props.onText(event.currentTarget.value)}
      />
    </Labelled>
  );
}

function ErrorDetail({ draft, codes, onChange }: FaultDetailProps): JSX.Element {
  const listId = useId();
  return (
    <>
      <Labelled label="Error code">
        <input
          class="input"
          list={listId}
          value={draft.error}
          onInput={(event) => onChange({ error: event.currentTarget.value })}
        />
      </Labelled>
      <datalist id={listId}>
        {codes.map((code) => (
          <option key={code} value={code} />
        ))}
      </datalist>
      <Labelled label="More fields (JSON)">
        <input
          class="input"
          placeholder='{"errors": ["T…"]}'
          aria-invalid={!isBody(draft.body)}
          value={draft.body}
          onInput={(event) => onChange({ body: event.currentTarget.value })}
        />
      </Labelled>
      <Labelled label="Done all the same">
        <select
          class="input"
          value={draft.effect}
          onChange={(event) => {
            const known = EFFECTS.find(({ effect }) => effect === event.currentTarget.value);
            if (known !== undefined) onChange({ effect: known.effect });
          }}
        >
          {EFFECTS.map(({ effect, words }) => (
            <option key={effect} value={effect}>
              {words}
            </option>
          ))}
        </select>
      </Labelled>
    </>
  );
}
