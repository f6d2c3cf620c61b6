/** The states of a run (DESIGN section 1). `denied` is a policy's or a person's no, `refused` is Slack's. */
export const STATES = [
  'received',
  'planned',
  'awaiting_approval',
  'executing',
  'succeeded',
  'partly',
  'refused',
  'failed',
  'unknown',
  'unchanged',
  'denied',
  'withdrawn',
  'expired',
  'superseded',
] as const;
export type State = (typeof STATES)[number];

const NEXT: Record<State, readonly State[]> = {
  received: ['planned', 'denied', 'expired'],
  planned: ['awaiting_approval', 'executing', 'unchanged', 'denied', 'withdrawn', 'expired'],
  awaiting_approval: ['executing', 'denied', 'withdrawn', 'expired', 'superseded'],
  executing: ['succeeded', 'partly', 'refused', 'failed', 'superseded', 'unknown'],
  unknown: ['succeeded', 'partly', 'failed'],
  succeeded: [],
  partly: [],
  refused: [],
  failed: [],
  unchanged: [],
  denied: [],
  withdrawn: [],
  expired: [],
  superseded: [],
};

/** Whether a run may go from one state to the other. Nothing leaves a terminal state. */
export function mayMove(from: State, to: State): boolean {
  return NEXT[from].includes(to);
}

/** Whether nothing can happen to the run any more. */
export function isTerminal(state: State): boolean {
  return NEXT[state].length === 0;
}
