import { readFileSync } from 'node:fs';

import { BadConfiguration, type Config } from '../config.js';
import { sha256 } from '../engine/canonical.js';
import type { AnyOperation, Catalogue } from '../engine/operation.js';
import type { NewPolicy } from '../engine/policies.js';
import { newDefaultPolicy, newFilePolicy, type PolicyParts } from '../policy/kept-policy.js';

/** A policy file that cannot be put into force. */
export interface BrokenPolicy {
  /** Each with file, line and column, as far as it has a place. */
  readonly problems: readonly string[];
  /** The same for the same content: everybody is told of it once. */
  readonly version: string;
}

/** More than a thousand rules with long sentences; whatever is larger is another file. */
const MOST_BYTES = 1_000_000;

/** Reads a policy file as it stands on the disk now. */
export function readPolicyFile(path: string, operations: readonly AnyOperation[]): NewPolicy | BrokenPolicy {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    return broken(`cannot be read (${code}). Give the path of a file that this process may read.`, code);
  }
  if (bytes.length > MOST_BYTES) return broken(`has more than ${MOST_BYTES} bytes; that is no policy.`, 'size');
  const text = textOf(bytes);
  if (text === null) return broken('is not text in UTF-8.', 'encoding');
  const read = newFilePolicy({ path, text }, { operations });
  return 'problems' in read ? { ...read, version: sha256(text) } : read;

  function broken(says: string, version: string): BrokenPolicy {
    return { problems: [`${path}:1:1: ${says}`], version };
  }
}

/** What is wrong with a policy file, a sentence each, as the configuration’s problems are told. */
export function problemsOfPolicyFile(path: string, operations: readonly AnyOperation[]): string[] {
  const read = readPolicyFile(path, operations);
  return 'problems' in read ? inPolicyFile(read.problems) : [];
}

function textOf(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

export interface PolicySettings extends PolicyParts {
  /** `null`: none was named. */
  readonly path: string | null;
  /** Of the default policy; a policy file says itself who runs AWS operations. */
  readonly awsOperators: readonly string[];
}

/** What the configuration says about the policy. */
export function policySettings(config: Config, { all: operations }: Catalogue): PolicySettings {
  const { policyFile: path, aws, auditChannel, approvalChannel } = config;
  return { path, awsOperators: aws?.operators ?? [], operations, ownChannels: [auditChannel, approvalChannel] };
}

/** The policy that this process was started with. @throws BadConfiguration with everything that is wrong with the file. */
export function givenPolicy({ path, awsOperators, ...parts }: PolicySettings): NewPolicy {
  if (path === null) return newDefaultPolicy(awsOperators, parts);
  const read = readPolicyFile(path, parts.operations);
  if ('problems' in read) throw new BadConfiguration(inPolicyFile(read.problems));
  return read;
}

/** What reads the file while the app runs; `null` where none is named. */
export function policyReader(
  { policyFile: path }: Config,
  { all }: Catalogue,
): (() => NewPolicy | BrokenPolicy) | null {
  return path === null ? null : () => readPolicyFile(path, all);
}

/** The same problems among those of other variables. */
const inPolicyFile = (problems: readonly string[]): string[] => problems.map((problem) => `POLICY_FILE: ${problem}`);
