import { mayBegin } from './may-begin.js';
import type { Notice, Ports } from './ports.js';
import type { Because, Run } from './run.js';
import { person, code, words, type Names } from './words.js';

export type Gate =
  | { readonly open: true; readonly names: Names }
  | { readonly open: false; readonly because: Because; readonly names: Names }
  /** The run went on or ended meanwhile; there is nothing to show. */
  | { readonly open: false; readonly because: null };

/**
 * May this person run this operation at all? A refusal names its rule, ends the run and is recorded.
 * @throws SlackError where Slack could not be asked who they are.
 */
export async function authorise(ports: Ports, run: Run, subject: string | null): Promise<Gate> {
  const policy = await ports.policyInForce();
  const org = ports.readAnew();
  const { requester: who, operation } = run;
  const { allowed, because } = await mayBegin(policy, org, { who, operation, subject });
  const names = org.names();
  if (allowed) return { open: true, names };

  const denied = await ports.records.advance({
    run: run.id,
    from: ['received'],
    to: 'denied',
    at: ports.clock.now(),
    changes: { because, policyHash: policy.hash, names },
    entries: [
      {
        kind: 'run.denied',
        actor: run.requester,
        ...(subject ? { target: { kind: 'person', id: subject } } : {}),
        because: because.rule,
        policy_hash: policy.hash,
      },
    ],
    notices: [refusalNotice(run, because)],
  });
  return denied ? { open: false, because, names } : { open: false, because: null };
}

/** Tells the audit channel of a refusal; the store lets one an hour through per person. */
export function refusalNotice(run: Run, because: Because): Notice {
  return {
    to: 'audit',
    says: words`${person(run.requester)} was refused: ${because.says} (rule ${code(because.rule)})`,
    refusalOf: run.requester,
  };
}
