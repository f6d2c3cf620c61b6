import type { Target } from '../operation.js';
import type { Effect } from '../planning/plan.js';

/** Where a plan takes effect. */
export interface Where {
  /** IDs of workspaces. */
  readonly workspaces: readonly string[];
  /** Whether it takes effect in the organisation as a whole. */
  readonly organisation: boolean;
  /** The workspace that it is about, where it is about something in one. */
  readonly workspace: string | null;
}

/** Where a plan takes effect: what it is about, and every workspace that one of its effects names; else everywhere. */
export function whereOf(target: Target, effects: readonly Effect[]): Where {
  const about = target.kind === 'workspace' ? target.id : (target.place ?? '');
  const places = [about, ...effects.flatMap(placesOf)];
  const workspaces = [...new Set(places.filter((place) => place.startsWith('T')))];
  const organisation =
    workspaces.length === 0 ||
    target.kind === 'organisation' ||
    places.some((place) => place.startsWith('E')) ||
    effects.some((effect) => effect.kind === 'org_wide' || ('level' in effect && effect.level === 'org'));
  return { workspaces, organisation, workspace: about.startsWith('T') ? about : null };
}

function placesOf(effect: Effect): string[] {
  if ('place' in effect) return [effect.place];
  if (effect.kind === 'channel_access' && effect.who.kind === 'workspace' && effect.who.id) return [effect.who.id];
  return [];
}
