import { describe, expect, it } from '@jest/globals';

import { assess } from '../../../src/engine/planning/assess.js';
import { requireApprovers, type Eligible } from '../../../src/engine/approvals/eligible-approvers.js';
import type { ChannelProblem } from '../../../src/engine/ports.js';
import { toPlain, words, type Words } from '../../../src/engine/words.js';
import { setAdmin } from '../../../src/operations/users/set-admin.js';
import { defaultPolicy } from '../../../src/policy/default-policy.js';
import { everybody, MARKETING, ORG, somebody, type Org } from '../../support/org.js';
import { portsOn } from '../../support/ports.js';

interface Situation {
  readonly org?: Org;
  /** Whom the local copy believes to be org owner or org admin. */
  readonly known?: readonly string[];
  /** Those among them whom it believes to be owners. */
  readonly owners?: readonly string[];
  readonly place?: string;
  readonly channelProblem?: ChannelProblem | null;
  readonly auditProblem?: Words | null;
}

/** An org owner asks to make a member an admin. */
async function askedFor({
  org = everybody(),
  known = [],
  owners = known,
  place = ORG,
  channelProblem = null,
  auditProblem = null,
}: Situation) {
  const inMemory = portsOn(org, { policy: defaultPolicy(), installer: 'W0INSTALLER' });
  const ports = { ...inMemory, directory: { ...inMemory.directory, orgAdmins: () => known, orgOwners: () => owners } };
  const input = { user_id: 'W0MEMBER', team_id: place };
  const assessment = await assess(ports, { requester: 'W0OWNER', operation: setAdmin, input, expects: null });
  if (assessment.kind !== 'plan') throw new Error('No plan came of it.');
  const asked: string[] = [];
  const judged = {
    ...assessment,
    standingOf: (id: string) => {
      asked.push(id);
      return assessment.standingOf(id);
    },
  };
  const answer = await requireApprovers(
    {
      approvalChannelProblem: async () => channelProblem,
      auditChannelProblem: async () => auditProblem,
    },
    judged,
  );
  return { ...answer, asked };
}

/** So many, for the one need there is. */
const only = (ids: readonly string[], orMore = false): Eligible => ({
  ids,
  orMore,
  needs: [{ ids, orMore }],
  channelProblem: null,
});

describe('requireApprovers', () => {
  it('asks nobody where no approval is needed', async () => {
    const { decision, eligible, asked } = await askedFor({ place: MARKETING, known: ['W0OWNER2'] });
    expect(decision.verdict).toBe('allow');
    expect(eligible).toBeNull();
    expect(asked).toEqual([]);
  });

  it('counts those whom Slack itself shows to be eligible, not those whom the local copy believes to be', async () => {
    const known = ['W0PRIMARY', 'W0OWNER', 'W0OWNER2', 'W0ADMIN', 'W0MEMBER', 'W0GONE', 'W0STRANGER', 'W0UNKNOWN'];
    const { decision, eligible } = await askedFor({ known });
    expect(decision.verdict).toBe('approve');
    expect(eligible).toEqual(only(['W0PRIMARY', 'W0OWNER2'], false));
  });

  it('asks about owners only where nobody else could say yes, however many admins there are', async () => {
    const admins = Array.from({ length: 500 }, (_, index) => `W0ADMIN${index + 10}`);
    const { eligible, asked } = await askedFor({ known: ['W0OWNER2', ...admins], owners: ['W0OWNER2'] });
    expect(eligible).toEqual(only(['W0OWNER2'], false));
    expect(asked).toEqual(['W0OWNER2']);
  });

  it('refuses at once where nobody could say yes, with the way out', async () => {
    const { decision } = await askedFor({ known: ['W0OWNER', 'W0ADMIN', 'W0MEMBER'] });
    expect(decision).toMatchObject({ verdict: 'deny', because: { rule: 'nobody-can-approve' } });
    expect(toPlain(decision.because.says, {})).toMatchInlineSnapshot(
      `"This needs the yes of another org owner, and nobody could give it: it takes an org owner who is neither the requester nor the person concerned. Make somebody an org owner in Slack’s admin pages first, or make this one change there."`,
    );
  });

  it('refuses where the approval channel is not fit to ask in', async () => {
    const { decision } = await askedFor({
      known: ['W0OWNER2'],
      channelProblem: { kind: 'unfit', says: words`It is public.` },
    });
    expect(decision).toEqual({
      verdict: 'deny',
      because: { rule: 'approval-channel-is-not-fit', says: ['It is public.'] },
    });
  });

  it('asks in another way where the approval channel is out of reach', async () => {
    const channelProblem = { kind: 'gone', says: words`It is archived.` } as const;
    const { decision, eligible } = await askedFor({ known: ['W0OWNER2'], channelProblem });
    expect(decision.verdict).toBe('approve');
    expect(eligible).toEqual({ ...only(['W0OWNER2']), channelProblem: ['It is archived.'] });
  });

  it.each([MARKETING, ORG])('refuses where the audit channel is not fit to report in (%s)', async (place) => {
    const { decision, asked } = await askedFor({ place, known: ['W0OWNER2'], auditProblem: words`It is shared.` });
    expect(decision).toEqual({
      verdict: 'deny',
      because: { rule: 'audit-channel-is-not-fit', says: ['It is shared.'] },
    });
    expect(asked).toEqual([]);
  });

  it('stops counting at about ten, and says that there may be more', async () => {
    const owners = Array.from({ length: 40 }, (_, index) => `W0OWNER${index + 10}`);
    const org = everybody();
    org.people.push(...owners.map((id) => somebody(id, { orgRole: 'owner' })));
    const { eligible, asked } = await askedFor({ org, known: owners });
    expect(eligible).toEqual(only(owners.slice(0, 10), true));
    expect(asked.length).toBe(10);
  });

  it('goes on looking past many who are not eligible any more', async () => {
    const gone = Array.from({ length: 23 }, (_, index) => `W0GONE${index}`);
    const { eligible } = await askedFor({ known: [...gone, 'W0OWNER2'] });
    expect(eligible).toEqual(only(['W0OWNER2'], false));
  });
});
