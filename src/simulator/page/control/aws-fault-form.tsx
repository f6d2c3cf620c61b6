import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';

import type { AwsAccountState, AwsFault, AwsKnown } from '../aws-api.js';
import { AWS_FAULTS, awsFaultOf, FIRST_AWS_DRAFT, type AwsFaultDraft } from './aws-fault-draft.js';
import { Labelled } from './labelled.js';

interface AwsFaultFormProps {
  readonly known: AwsKnown;
  readonly accounts: readonly AwsAccountState[];
  readonly onAdd: (fault: AwsFault) => void;
}

/** Says how AWS shall misbehave from now on: where, and in which account. */
export function AwsFaultForm({ known, accounts, onAdd }: AwsFaultFormProps): JSX.Element {
  const [draft, setDraft] = useState(FIRST_AWS_DRAFT);
  const change = (part: Partial<AwsFaultDraft>): void => setDraft({ ...draft, ...part });
  return (
    <form
      class="fault-form"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(awsFaultOf(draft));
      }}
    >
      <Choice
        label="AWS operation"
        value={draft.operation}
        options={[['', 'Every operation'], ...known.operations.map((name): Pair => [name, name])]}
        onChoice={(operation) => change({ operation })}
      />
      <Choice
        label="AWS account"
        value={draft.account}
        options={[['', 'Every account'], ...accounts.map(({ id, name }): Pair => [id, name])]}
        onChoice={(account) => change({ account })}
      />
      <Choice
        label="What AWS does"
        value={draft.fault}
        options={AWS_FAULTS.map(({ fault, words }): Pair => [fault, words])}
        onChoice={(value) => {
          const chosen = AWS_FAULTS.find(({ fault }) => fault === value);
          if (chosen) change({ fault: chosen.fault });
        }}
      />
      <div class="fault-row">
        <Detail draft={draft} errors={known.errors} change={change} />
        <Typed label="For how many calls" value={draft.times} onText={(times) => change({ times })} />
      </div>
      <button type="submit" class="button button-primary">
        Make AWS misbehave
      </button>
    </form>
  );
}

type Pair = readonly [value: string, words: string];

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Pair[];
  readonly onChoice: (value: string) => void;
}

function Choice({ label, value, options, onChoice }: ChoiceProps): JSX.Element {
  return (
    <Labelled label={label}>
      <select class="input" value={value} onChange={(event) => onChoice(event.currentTarget.value)}>
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

interface DetailProps {
  readonly draft: AwsFaultDraft;
  readonly errors: readonly string[];
  readonly change: (part: Partial<AwsFaultDraft>) => void;
}

function Detail({ draft, errors, change }: DetailProps): JSX.Element | null {
  const listId = useId();
  if (draft.fault === 'slow') {
    return <Typed label="Answer after (ms)" value={draft.delay} onText={(delay) => change({ delay })} />;
  }
  if (draft.fault !== 'error') return null;
  return (
    <>
      <Typed label="Code of AWS" value={draft.error} list={listId} onText={(error) => change({ error })} />
      <datalist id={listId}>
        {errors.map((code) => (
          <option key={code} value={code} />
        ))}
      </datalist>
    </>
  );
}

interface TypedProps {
  readonly label: string;
  readonly value: string;
  readonly list?: string;
  readonly onText: (text: string) => void;
}

/** An empty count is every call. */
function Typed({ label, value, list, onText }: TypedProps): JSX.Element {
  return (
    <Labelled label={label}>
      <input
        class="input"
        placeholder="every call"
        {...(list === undefined ? { inputMode: 'numeric' as const } : { list })}
        value={value}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    </Labelled>
  );
}
