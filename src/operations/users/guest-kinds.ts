import { z } from 'zod';

import { field } from '../../engine/operation.js';

/*
 * What somebody becomes in a workspace. Slack says it with two flags that exclude each other, so people are asked once
 * (docs.slack.dev/reference/methods/admin.users.assign and …invite).
 */

const CALLED = {
  full: 'full member',
  is_restricted: 'multi-channel guest',
  is_ultra_restricted: 'single-channel guest',
} as const;

export type GuestKind = keyof typeof CALLED;

export const GuestKind = z.enum(['full', 'is_restricted', 'is_ultra_restricted'], {
  error: 'Choose full member, multi-channel guest or single-channel guest.',
});

export const guestKindField = field.choice('As', {
  full: 'Full member',
  is_restricted: 'Multi-channel guest',
  is_ultra_restricted: 'Single-channel guest',
});

/** “full member”, “single-channel guest”. */
export const called = (kind: GuestKind): string => CALLED[kind];

export const isGuest = (kind: GuestKind): boolean => kind !== 'full';

/** The kind as Slack’s arguments say it; a full member has neither flag. */
export function guestFlags(kind: GuestKind): { is_restricted?: true; is_ultra_restricted?: true } {
  switch (kind) {
    case 'full':
      return {};
    case 'is_restricted':
      return { is_restricted: true };
    case 'is_ultra_restricted':
      return { is_ultra_restricted: true };
  }
}

/** Guests see nothing but their channels, so they need some; a single-channel guest has one. */
export function haveChannelsForKind(
  { guest_kind, channel_ids = [] }: { guest_kind: GuestKind; channel_ids?: readonly string[] | undefined },
  context: z.RefinementCtx,
): void {
  const says = whatIsWrong(guest_kind, channel_ids.length);
  if (says) context.addIssue({ code: 'custom', path: ['channel_ids'], message: says });
}

function whatIsWrong(kind: GuestKind, channels: number): string | null {
  if (kind === 'is_ultra_restricted' && channels !== 1) {
    return 'A single-channel guest needs exactly one channel. Choose one, or make them a multi-channel guest.';
  }
  return kind === 'is_restricted' && channels === 0 ? 'A multi-channel guest needs at least one channel.' : null;
}
