import type { JSX } from 'preact';

import { addAwsFault, changeAwsAccount, clearAwsFaults } from '../aws-calls.js';
import { usePage } from '../page-context.js';
import { AwsFaultForm } from './aws-fault-form.js';
import { describeAwsFault } from './aws-fault-draft.js';
import { useAws, type AwsControl } from './use-aws.js';

/** The part of the drawer that is about AWS: its faults, and what a person does in its Support Center. */
export function AwsPanel(): JSX.Element {
  const aws = useAws();
  return (
    <>
      <section aria-label="Make AWS misbehave">
        <h3>Make AWS misbehave</h3>
        {aws.problem === '' ? null : (
          <p class="problem" role="alert">
            {aws.problem}
          </p>
        )}
        <AwsFaultForm
          known={aws.known}
          accounts={aws.accounts}
          onAdd={(fault) => void aws.act(async () => addAwsFault(fault))}
        />
        <AwsFaultList aws={aws} />
      </section>
      <SupportCenter aws={aws} />
      <AwsCalls aws={aws} />
    </>
  );
}

function AwsFaultList({ aws: { faults, accounts, act } }: { aws: AwsControl }): JSX.Element {
  if (faults.length === 0) return <p class="empty">None: AWS behaves.</p>;
  return (
    <ul class="faults" aria-label="Active faults of AWS">
      {faults.map((fault) => {
        const account = accounts.find(({ id }) => id === fault.account)?.name ?? null;
        const words = describeAwsFault(fault, fault.left, account);
        return (
          <li key={fault.id}>
            <span>{words}</span>
            <button
              type="button"
              class="button button-small"
              aria-label={`End: ${words}`}
              onClick={() => void act(async () => clearAwsFaults(fault.id))}
            >
              End
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** The one step that AWS has no call for: without it the management account answers 409. */
function SupportCenter({ aws: { accounts, act } }: { aws: AwsControl }): JSX.Element {
  const { workspaces } = usePage().desk.state;
  return (
    <section aria-label="Support Center">
      <h3>Support Center</h3>
      <ul class="faults">
        {accounts.flatMap((account) => [
          ...account.workspaces.map(({ teamId, teamName, forOrganisation }) => (
            <li key={`${account.id} ${teamId}`}>
              <span>
                {account.name}: {teamName}
                {account.kind === 'management' && !forOrganisation ? ', authorised only' : ', registered'}
              </span>
              <button
                type="button"
                class="button button-small"
                aria-label={`Take ${teamName} out of ${account.name}`}
                onClick={() => void act(async () => changeAwsAccount({ account: account.id, withdraw: teamId }))}
              >
                Take out
              </button>
            </li>
          )),
          ...workspaces
            .filter(({ id }) => account.kind === 'management' && !account.workspaces.some((had) => had.teamId === id))
            .map(({ id, name }) => (
              <li key={`${account.id} ${id}`}>
                <span>
                  {account.name}: {name}, not authorised
                </span>
                <button
                  type="button"
                  class="button button-small"
                  aria-label={`Authorise ${name} in ${account.name}`}
                  onClick={() => void act(async () => changeAwsAccount({ account: account.id, authorise: id }))}
                >
                  Authorise
                </button>
              </li>
            )),
        ])}
      </ul>
    </section>
  );
}

const SHOWN = 20;

function AwsCalls({ aws: { calls, accounts } }: { aws: AwsControl }): JSX.Element {
  const nameOf = (account: string | null): string => accounts.find(({ id }) => id === account)?.name ?? '';
  return (
    <section aria-label="Calls to AWS">
      <h3>Calls to AWS</h3>
      {calls.length === 0 ? <p class="empty">The app has asked AWS nothing yet.</p> : null}
      <ol class="calls" aria-label="Last calls to AWS">
        {calls
          .slice(-SHOWN)
          .reverse()
          .map((call, index) => (
            <li key={`${call.at} ${calls.length - index}`}>
              <details>
                <summary>
                  <code class="call-method">{call.operation}</code>
                  <span>{nameOf(call.account)}</span>
                  <span class={call.error === null ? 'call-ok' : 'call-error'}>{call.error ?? 'ok'}</span>
                </summary>
                <pre>{JSON.stringify(call.arguments, null, 2)}</pre>
              </details>
            </li>
          ))}
      </ol>
    </section>
  );
}
