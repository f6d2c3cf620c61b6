import { applyTo, EVERYBODY, Rules, type Asked, type Change, type PolicyName } from './approval-model.js';
import { MARKETING, ORG, type Org } from './org.js';

/** What a run is expected to be. */
export interface ModelRun extends Asked {
  state: string;
  /** What the plan was made on. */
  readonly on: string;
  readonly askedAt: number;
  yeses: readonly string[];
  /** Minutes after it was asked at which people are reminded next. */
  remindAfter: number | null;
  calls: number;
}

const MINUTE = 60_000;
const REMINDERS = [30, 50];
const EXPIRES_AFTER = 60;

/** Organisation, policy, time and runs, as they ought to be. */
export class Model {
  org: Org;
  policy: PolicyName = 'default';
  now: number;
  readonly runs: ModelRun[] = [];

  constructor(org: Org, now: number) {
    this.org = org;
    this.now = now;
  }

  copy(): Model {
    const copy = new Model(structuredClone(this.org), this.now);
    copy.policy = this.policy;
    copy.runs.push(...structuredClone(this.runs));
    return copy;
  }

  get rules(): Rules {
    return new Rules(this.org, this.policy);
  }

  change(change: Change): void {
    if (change.kind === 'policy') this.policy = change.policy;
    else applyTo(this.org, change);
  }

  ask(asked: Asked): void {
    const { rules } = this;
    const verdict = rules.verdict(asked);
    const run: ModelRun = {
      ...asked,
      state: 'received',
      on: rules.stateOf(asked),
      askedAt: this.now,
      yeses: [],
      remindAfter: null,
      calls: 0,
    };
    this.runs.push(run);
    if (verdict === 'obstacle') return;
    if (verdict === 'unchanged' || verdict === 'denied') run.state = verdict;
    else if (verdict === 'allowed') this.execute(run);
    else if (!rules.satisfied(asked, EVERYBODY)) run.state = 'denied';
    else Object.assign(run, { state: 'awaiting_approval', remindAfter: REMINDERS[0] });
  }

  /** `meanwhile` happens between the yes and the call. */
  approve(index: number, by: string, meanwhile: Change | null = null): void {
    const run = this.decidable(index);
    if (!run) return;
    if (!this.rules.counts(run, by)) return;
    run.yeses = [...new Set([...run.yeses, by])];
    if (!this.rules.satisfied(run, run.yeses)) return;
    if (meanwhile) this.change(meanwhile);
    const verdict = this.holds(run) ? this.rules.verdict(run) : 'denied';
    if (verdict === 'allowed' || (Array.isArray(verdict) && this.rules.satisfied(run, run.yeses))) this.execute(run);
    else run.state = 'superseded';
  }

  deny(index: number, by: string): void {
    const run = this.decidable(index);
    if (!run || !this.rules.counts(run, by)) return;
    // Whoever said yes before has changed their mind.
    Object.assign(run, { state: 'denied', yeses: run.yeses.filter((one) => one !== by) });
  }

  withdraw(index: number, by: string): void {
    const run = this.runs[index];
    if (run?.state === 'awaiting_approval' && run.by === by) run.state = 'withdrawn';
  }

  pass(minutes: number): void {
    this.now += minutes * MINUTE;
    for (const run of this.runs) {
      const waited = (this.now - run.askedAt) / MINUTE;
      if (run.state === 'received' && waited >= EXPIRES_AFTER) run.state = 'expired';
      if (run.state !== 'awaiting_approval') continue;
      if (waited >= EXPIRES_AFTER) run.state = 'expired';
      else if (run.remindAfter !== null && waited >= run.remindAfter) this.remind(run, waited);
    }
  }

  private remind(run: ModelRun, waited: number): void {
    if (!this.waits(run)) run.state = 'superseded';
    else if (!this.rules.satisfied(run, EVERYBODY)) run.state = 'denied';
    else run.remindAfter = REMINDERS.find((minutes) => minutes > waited) ?? null;
  }

  /** A request that can still be decided on; one that holds no more ends at the press, whoever presses. */
  private decidable(index: number): ModelRun | null {
    const run = this.runs[index];
    if (run?.state !== 'awaiting_approval' || this.now - run.askedAt >= EXPIRES_AFTER * MINUTE) return null;
    if (this.waits(run)) return run;
    run.state = 'superseded';
    return null;
  }

  private waits(run: ModelRun): boolean {
    return this.holds(run) && Array.isArray(this.rules.verdict(run));
  }

  private holds(run: ModelRun): boolean {
    return this.rules.stateOf(run) === run.on;
  }

  private execute(run: ModelRun): void {
    run.state = 'succeeded';
    run.calls += 1;
    const { subject: who, place } = run;
    if (place === ORG) applyTo(this.org, { kind: 'org_role', who, role: 'admin' });
    if (place === MARKETING) applyTo(this.org, { kind: 'workspace_role', who, role: 'admin' });
  }
}
