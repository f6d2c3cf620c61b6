import type { Clock } from '../../engine/ports.js';

/**
 * How often a method may be called in a minute as Slack promises it (docs.slack.dev/apis/web-api/rate-limits: tier 2
 * twenty, tier 3 fifty, tier 4 a hundred), less a tenth: people at work call the same methods.
 */
const PER_MINUTE: Readonly<Record<string, number>> = {
  'admin.teams.list': 45,
  'admin.users.list': 90,
  'admin.conversations.search': 18,
  'usergroups.list': 18,
};
const MINUTE_MS = 60_000;

/** Keeps long reading within Slack's limits. */
export interface Pace {
  /** How long to wait before the next call of this method. */
  pauseBefore(method: string): number;
  called(method: string): void;
  /** Slack has said that it is too much: from now on the promised pace is kept. */
  tooMuch(method: string): void;
}

/**
 * What Slack promises is the least it takes, and a small organisation is read before any limit is felt. So nothing is
 * slowed down until Slack asks for it, once; from then on this process keeps the promised pace of that method.
 */
export function paceBy(clock: Clock): Pace {
  const slowed = new Set<string>();
  const last = new Map<string, number>();
  return {
    pauseBefore: (method) => {
      const before = last.get(method);
      if (!slowed.has(method) || before === undefined) return 0;
      const apart = Math.ceil(MINUTE_MS / (PER_MINUTE[method] ?? 1));
      return Math.max(0, before + apart - clock.now().getTime());
    },
    called: (method) => void last.set(method, clock.now().getTime()),
    tooMuch: (method) => void slowed.add(method),
  };
}
