import { randomUUID } from 'node:crypto';

import { beforeEach, describe, expect, it } from '@jest/globals';

import { sha256 } from '../../src/engine/canonical.js';
import { takesOver, type KeptPolicy, type NewPolicy, type Policies, type Standoff } from '../../src/engine/policies.js';
import { chainOf, firstBroken } from '../support/chain.js';
import { policiesIn } from '../../src/store/policies.js';
import { FakeClock, MINUTE } from '../support/clock.js';
import { withDatabase } from '../support/database.js';

const file = (text: string): NewPolicy => ({ kind: 'file', hash: sha256(text), name: 'policy.yaml', text });
const DEFAULT: NewPolicy = { kind: 'default', hash: sha256('default'), name: 'default', text: '{}' };
const [A, B, C] = [file('a'), file('b'), file('c')];

describe('the policy in force', () => {
  const database = withDatabase();
  const clock = new FakeClock();
  let org: string;
  let policies: Policies;
  beforeEach(() => {
    org = `E${randomUUID().slice(0, 8)}`;
    policies = policiesIn(database.current.db, org);
    clock.pass(MINUTE);
  });

  const offers = (holder: string, policy: NewPolicy, changed = false): Promise<KeptPolicy> => {
    const at = clock.now();
    const until = new Date(at.getTime() + 45_000);
    const tell = (now: KeptPolicy, before: KeptPolicy | null) =>
      before ? [{ occasion: `policy:${now.number}`, person: 'W0OWNER', says: ['changed'], asks: null }] : [];
    return policies.offer({ policy, holder, changed, at, until, tell });
  };
  const named = async (): Promise<string | undefined> => (await policies.inForce(null))?.text;

  it('is nothing before the first one, and then the first one, with its entry in the ledger', async () => {
    expect(await policies.inForce(null)).toBeNull();
    const kept = await offers('one', A);
    expect(kept).toEqual({ ...A, number: 1, since: clock.now() });
    expect(await policies.inForce(null)).toEqual(kept);
    const entries = await database.current.db
      .selectFrom('ledger_entries')
      .select(['kind', 'entry'])
      .where('enterprise_id', '=', org)
      .execute();
    expect(entries.map(({ kind }) => kind)).toEqual(['policy.changed']);
    expect(JSON.parse(entries[0]?.entry ?? '')).toMatchObject({
      actor: null,
      policy_hash: A.hash,
      detail: { number: 1, kind: 'file', file: 'policy.yaml', why: 'first', process: 'one', before: null },
    });
  });

  it('is not read again where it is known, and is another one where it is not', async () => {
    const first = await offers('one', A);
    expect(await policies.inForce(first)).toBe(first);
    await offers('one', B, true);
    expect(await policies.inForce(first)).toMatchObject({ number: 2, text: 'b' });
  });

  it('is found by its hash later on, which stands in the ledger', async () => {
    await offers('one', A);
    await offers('one', B, true);
    expect(await policies.withHash(A.hash)).toMatchObject({ number: 1, text: 'a' });
    expect(await policies.withHash(sha256('nothing'))).toBeNull();
  });

  it('is told of in the same transaction, but not the first time', async () => {
    await offers('one', A);
    await offers('one', B, true);
    const told = await database.current.db
      .selectFrom('owner_messages')
      .select('occasion')
      .where('enterprise_id', '=', org)
      .execute();
    expect(told).toEqual([{ occasion: 'policy:2' }]);
  });

  it('changes with a new file at a start, and an old process beside it does not bring the old one back', async () => {
    await offers('old', A);
    await offers('new', B);
    expect(await named()).toBe('b');
    await offers('old', A);
    await offers('old, started again', A);
    expect(await named()).toBe('b');
    expect((await policies.inForce(null))?.number).toBe(2);
  });

  it('goes back where no running process has the new one any more: by its end, or because it is not heard of', async () => {
    for (const ends of [() => policies.leave('new'), async () => clock.pass(46_000)]) {
      await offers('old', A, true);
      await offers('new', B, true);
      await offers('rolled back', A);
      expect(await named()).toBe('b');
      await ends();
      await offers('rolled back', A);
      expect(await named()).toBe('a');
      await policies.leave('rolled back');
    }
  });

  it('goes back at once where somebody changes the file back', async () => {
    await offers('one', A);
    await offers('two', A);
    await offers('one', B, true);
    await offers('two', B, true);
    await offers('one', A, true);
    expect(await named()).toBe('a');
    await offers('two', B);
    expect(await named()).toBe('a');
  });

  it('does not flap where each process has another file', async () => {
    await offers('one', A);
    await offers('two', B);
    await offers('three', C);
    for (let turn = 0; turn < 20; turn += 1) {
      clock.pass(10_000);
      await offers('one', A);
      await offers('two', B);
      await offers('three', C);
    }
    expect(await policies.inForce(null)).toMatchObject({ number: 3, text: 'c' });
  });

  it('stays a file where one process was started without, and is the default one where the last was', async () => {
    await offers('one', A);
    await offers('two', DEFAULT);
    expect(await named()).toBe('a');
    await policies.leave('one');
    await offers('two', DEFAULT);
    expect(await policies.inForce(null)).toMatchObject({ kind: 'default', number: 2 });
  });

  it('is put there once by several processes that see the change at the same time, and the chain holds', async () => {
    await offers('one', A);
    await Promise.all(['one', 'two', 'three', 'four'].map((holder) => offers(holder, B, true)));
    expect((await policies.inForce(null))?.number).toBe(2);
    const { rows, head } = await chainOf(database.current.db, org);
    expect(rows).toHaveLength(2);
    expect(firstBroken(rows, head)).toBeNull();
  });
});

describe('takesOver', () => {
  const standoff = (changes: Partial<Standoff>): Standoff => ({
    offered: A,
    changed: false,
    inForce: B,
    replaced: false,
    heldByOthers: true,
    ...changes,
  });
  it.each<[Partial<Standoff>, ReturnType<typeof takesOver>]>([
    [{ inForce: null }, 'first'],
    [{ inForce: A, changed: true }, null],
    [{ changed: true, replaced: true }, 'file_changed'],
    [{}, 'started_with_it'],
    [{ replaced: true }, null],
    [{ replaced: true, heldByOthers: false }, 'only_one_left'],
    [{ offered: DEFAULT }, null],
    [{ offered: DEFAULT, heldByOthers: false }, 'only_one_left'],
    [{ offered: DEFAULT, inForce: { kind: 'default', hash: 'other' } }, 'started_with_it'],
    [{ inForce: DEFAULT }, 'started_with_it'],
  ])('where %j: %s', (changes, why) => {
    expect(takesOver(standoff(changes))).toBe(why);
  });
});
