import type { ColumnType } from 'kysely';

/** What the migrations have built, for Kysely. `text` columns that hold JSON are read and written as strings. */
export interface Tables {
  runs: RunRow;
  approvals: { run_id: string; approver: string; verdict: string; plan_hash: string; at: Date };
  calls: {
    run_id: string;
    index: number;
    attempt: number;
    method: string;
    arguments: string;
    state: string;
    error: string | null;
    answer: string | null;
    /** Of calls that were made since there are grants for a time. */
    at: Date | null;
  };
  clear_texts: { run_id: string; field: string; salt: string; content: string };
  ledger_heads: { enterprise_id: string; sequence: number; hash: string };
  ledger_entries: {
    enterprise_id: string;
    sequence: number;
    run_id: string | null;
    kind: string;
    at: Date;
    entry: string;
    previous: string;
    hash: string;
    operation: string | null;
    outcome: string | null;
    people: string[];
    targets: string[];
  };
  ledger_checkpoints: CheckpointRow;
  ledger_streams: StreamRow;
  outbox: OutboxRow;
  outbox_lanes: {
    lane: string;
    free_at: Date;
    tries: Filled<number>;
    problem: string | null;
    failing_since: Date | null;
  };
  grant_levels: { enterprise_id: string; person: string; place: string; base: string };
  grants: GrantRow;
  directory_entries: { enterprise_id: string; kind: string; generation: number; id: string; content: string };
  directory_reads: {
    enterprise_id: string;
    kind: string;
    /** The newest one that was begun; it is being read unless it is the one that is complete. */
    generation: number;
    cursor: string | null;
    started_at: Date;
    /** The generation in use. */
    complete: number | null;
    completed_at: Date | null;
    holder: string | null;
    held_until: Date | null;
  };
  installations: InstallationRow;
  deployments: { single: boolean; enterprise_id: string };
  install_states: { digest: string; browser: string; created_at: Date; expires_at: Date };
  received_events: { id: string; at: Date };
  owner_messages: OwnerMessageRow;
  policies: PolicyRow;
  policy_holders: { enterprise_id: string; holder: string; hash: string; held_until: Date };
  pauses: {
    id: string;
    enterprise_id: string;
    paused_by: string;
    by_operator: boolean;
    paused_at: Date;
    reason: string | null;
    salt: string | null;
    resumed_by: string | null;
    resumed_at: Date | null;
  };
}

/** A column that the database fills in where an insert leaves it out. */
type Filled<T> = ColumnType<T, T | undefined, T>;

export interface RunRow {
  id: string;
  enterprise_id: string;
  operation: string;
  requester: string;
  origin: string;
  state: string;
  state_since: Date;
  step: Filled<number>;
  input: Filled<string>;
  plan: string | null;
  plan_hash: string | null;
  policy_hash: string | null;
  because: string | null;
  view_id: string | null;
  undoes: string | null;
  ends: string | null;
  looks: Filled<number>;
  pages: string | null;
  holder: string | null;
  lease_until: Date | null;
  due_at: Date | null;
  asking: string | null;
  remind_at: Date | null;
  replaces: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface CheckpointRow {
  enterprise_id: string;
  number: number;
  sequence: number;
  head: string;
  at: Date;
  public_key: string;
  /** The checkpoint with its signature, one line of JSON, as it leaves the database. */
  signed: string;
  hash: string;
  /** Whether the audit channel was told. */
  posted: Filled<boolean>;
  delivered_at: Date | null;
  due_at: Date;
  claimed_until: Date | null;
  tries: Filled<number>;
  problem: string | null;
}

export interface StreamRow {
  enterprise_id: string;
  /** The last entry that was taken. */
  sequence: number;
  hash: string;
  holder: string | null;
  claimed_until: Date | null;
  due_at: Date;
  tries: Filled<number>;
  problem: string | null;
  failing_since: Date | null;
}

export interface GrantRow {
  run_id: string;
  enterprise_id: string;
  person: string;
  place: string;
  role: string;
  requester: string;
  started_at: Date;
  ends_at: Date;
  due_at: Date;
  released_by: string | null;
  ended_at: Date | null;
  ended_how: string | null;
  ending: Filled<number>;
  try_at: Date;
  told: Filled<number>;
  told_at: Date | null;
  remind_at: Date | null;
  asked_at: Date | null;
}

export interface OutboxRow {
  run_id: string;
  destination: string;
  sequence: number;
  says: string;
  refusal_of: string | null;
  created_at: Date;
  due_at: Date;
  unless_told: Filled<boolean>;
  tries: Filled<number>;
  claimed_until: Date | null;
  sending: Filled<boolean>;
  looks: Filled<number>;
  channel: string | null;
  ts: string | null;
  done_at: Date | null;
  problem: string | null;
  /** Which channel it is for (`outbox-lanes.ts`); the database derives it. */
  lane: ColumnType<string, never, never>;
}

export interface InstallationRow {
  enterprise_id: string;
  kind: 'bot' | 'user';
  user_id: string;
  in_use: boolean;
  /** Encrypted, and the refresh token too. */
  token: string;
  refresh_token: string | null;
  expires_at: Date | null;
  scopes: string;
  installed_at: Date;
  version: Filled<number>;
  exchange_holder: string | null;
  exchange_until: Date | null;
  exchange_began_at: Date | null;
  exchange_problem: string | null;
}

export interface OwnerMessageRow {
  enterprise_id: string;
  occasion: string;
  person: string;
  says: string;
  buttons: string | null;
  created_at: Date;
  due_at: Date;
  tries: Filled<number>;
  done_at: Date | null;
  problem: string | null;
}

export interface PolicyRow {
  enterprise_id: string;
  number: number;
  kind: 'file' | 'default';
  hash: string;
  name: string;
  text: string;
  since: Date;
  /** The process that put it into force, and why it did. */
  put_by: string;
  why: string;
}
