import { z } from 'zod';

import { canonical } from '../engine/canonical.js';
import type { Policy } from '../engine/decision.js';
import type { AnyOperation } from '../engine/operation.js';
import type { KeptPolicy, NewPolicy, Policies } from '../engine/policies.js';
import { SlackUnreachable } from '../engine/errors/slack-errors.js';
import { defaultPolicy } from './default-policy.js';
import { filePolicy } from './file/file-policy.js';
import { loadPolicy, problemInWords } from './file/load.js';

/** What policies are made with besides their text: the same in every process of one version and configuration. */
export interface PolicyParts {
  readonly operations: readonly AnyOperation[];
  /** IDs of the audit and the approval channel. */
  readonly ownChannels: readonly string[];
}

const Settings = z.object({ aws_operators: z.array(z.string()) });

/** The policy that comes with the app, to be put into force. */
export function newDefaultPolicy(awsOperators: readonly string[], { ownChannels }: PolicyParts): NewPolicy {
  const { hash } = defaultPolicy(awsOperators, ownChannels);
  return { kind: 'default', hash, name: 'default', text: canonical({ aws_operators: [...awsOperators].sort() }) };
}

/** A policy file, to be put into force, or everything that is wrong with it: `policy.yaml:12:7: unknown field …`. */
export function newFilePolicy(
  { path, text }: { readonly path: string; readonly text: string },
  { operations }: Pick<PolicyParts, 'operations'>,
): NewPolicy | { readonly problems: readonly string[] } {
  const loaded = loadPolicy(text, operations);
  if ('problems' in loaded) return { problems: loaded.problems.map((problem) => problemInWords(path, problem)) };
  return { kind: 'file', hash: loaded.hash, name: path.split(/[/\\]/u).at(-1) ?? path, text };
}

/**
 * The policy in force, asked for before every decision; made anew only where it has changed.
 * @throws SlackUnreachable (`policy_not_understood`) where another version has put one there that this one cannot follow:
 * then nothing is decided, least of all by an older one.
 */
export function policyInForce(policies: Pick<Policies, 'inForce'>, parts: PolicyParts): () => Promise<Policy> {
  let known: { readonly kept: KeptPolicy; readonly policy: Policy } | null = null;
  return async () => {
    const kept = await policies.inForce(known?.kept ?? null);
    if (!kept) throw new Error('No policy has been put into force yet.');
    if (known?.kept.number !== kept.number) known = { kept, policy: policyOf(kept, parts) };
    return known.policy;
  };
}

function policyOf({ kind, name, text }: KeptPolicy, { operations, ownChannels }: PolicyParts): Policy {
  if (kind === 'default') return defaultPolicy(Settings.parse(JSON.parse(text)).aws_operators, ownChannels);
  const loaded = loadPolicy(text, operations);
  if ('problems' in loaded) throw new SlackUnreachable('the policy', 'policy_not_understood', false);
  return filePolicy(loaded.rules, { name, hash: loaded.hash, operations, ownChannels });
}
