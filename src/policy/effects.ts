import type { Effect, RoleEffect } from '../engine/planning/plan.js';

/** Role changes of people who have an account, out of everything a plan does. */
export function roleEffects(effects: readonly Effect[]): (RoleEffect & { readonly person: string })[] {
  return effects.filter((effect): effect is RoleEffect & { readonly person: string } => {
    return effect.kind === 'role' && effect.person !== null;
  });
}

/** Whether every change of a plan is to this person's own standing. */
export function areAllOwn(effects: readonly Effect[], person: string): boolean {
  return effects.length > 0 && effects.every((effect) => effect.kind === 'role' && effect.person === person);
}

/** How many people, channels and workspaces a plan touches, whichever of them are most. */
export function breadthOf(effects: readonly Effect[]): number {
  const touched = { people: new Set<string>(), channels: new Set<string>(), places: new Set<string>() };
  for (const effect of effects) {
    if ('person' in effect && effect.person) touched.people.add(effect.person);
    if ('channel' in effect) touched.channels.add(effect.channel);
    if ('place' in effect) touched.places.add(effect.place);
    if (effect.kind === 'channel_access' && effect.who.kind === 'workspace' && effect.who.id)
      touched.places.add(effect.who.id);
  }
  return Math.max(...Object.values(touched).map(({ size }) => size));
}
