import { assess } from '../planning/assess.js';
import { endGrant } from './end-grants.js';
import { endedBy, inputOf } from './ending.js';
import { howItEnded } from './grant-words.js';
import type { Grant } from './grants.js';
import type { Ports } from '../ports.js';
import type { Because } from '../run.js';
import { words, type Words } from '../words.js';

/** What a press of “Release now” came to. */
export type Released =
  /** It was ended, or is being ended: the grant says which. */
  | { readonly kind: 'released'; readonly grant: Grant }
  | { readonly kind: 'not_you'; readonly because: Because }
  /** There is nothing to release any more. */
  | { readonly kind: 'over'; readonly says: Words };

/**
 * Ends a right before its time. Whoever has it may give it up, and whoever asked for it may take it back, whatever their
 * rank is by now; everybody else needs what taking the role away needs, read anew at the press.
 * @throws SlackError where Slack could not be asked whether they may; then nothing was done.
 */
export async function release(ports: Ports, id: string, by: string): Promise<Released> {
  const grant = await ports.grants.find(id);
  if (!grant) return { kind: 'over', says: words`There is no such right for a time.` };
  if (grant.endedAt) return { kind: 'over', says: howItEnded(grant) };
  const whyNot = by === grant.person || by === grant.requester ? null : await whyNotThem(ports, grant, by);
  if (whyNot) {
    await ports.records.advance({ ...about(ports, grant), entries: [refusal(grant, by, whyNot)] });
    return { kind: 'not_you', because: whyNot };
  }
  await ports.records.advance({
    ...about(ports, grant),
    entries: [{ kind: 'grant.release', actor: by, beneficiary: grant.person, detail: { grant: grant.id } }],
    grants: [{ kind: 'release', person: grant.person, place: grant.place, id: grant.id, by }],
  });
  // The sweep would do it as well; whoever presses wants to see it done.
  await endGrant(ports, grant.id);
  return { kind: 'released', grant: (await ports.grants.find(grant.id)) ?? grant };
}

function about({ clock }: Ports, { id }: Grant): { run: string; from: readonly ['succeeded', 'partly']; at: Date } {
  return { run: id, from: ['succeeded', 'partly'], at: clock.now() };
}

function refusal(grant: Grant, by: string, { rule }: Because) {
  return { kind: 'grant.release_refused', actor: by, because: rule, detail: { grant: grant.id } };
}

async function whyNotThem(ports: Ports, grant: Grant, by: string): Promise<Because | null> {
  const operation = ports.catalogue.byMethod(await endedBy(ports, grant));
  const assessment = await assess(ports, {
    requester: by,
    operation,
    input: inputOf(grant),
    expects: null,
    ends: grant,
  });
  if (assessment.kind !== 'plan') return { rule: 'nothing-to-release', says: assessment.says };
  const { verdict, because } = assessment.decision;
  if (verdict === 'allow') return null;
  if (verdict === 'deny') return because;
  return {
    rule: because.rule,
    says: words`${because.says} Ask for it with Undo, on the run’s message in the audit channel.`,
  };
}
