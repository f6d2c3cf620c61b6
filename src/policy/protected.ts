import type { Question } from '../engine/decision.js';
import type { RoleEffect } from '../engine/planning/plan.js';
import type { Because } from '../engine/run.js';
import { channel, person, place, words } from '../engine/words.js';
import { roleEffects } from './effects.js';

/** What nobody may do, whoever they are (DESIGN 6.10); `null` where nothing of it is asked for. */
export function whyProtected({ effects, installer }: Question, ownChannels: readonly string[]): Because | null {
  const channels = effects.flatMap((effect) => ('channel' in effect ? [effect.channel] : []));
  const own = channels.find((id) => ownChannels.includes(id));
  if (own) {
    return {
      rule: 'channels-of-this-app-are-protected',
      says: words`${channel(own)} is where this app asks for approvals, or says what was done. Who sees it is not changed from here; an org owner can do that in Slack itself.`,
    };
  }
  for (const effect of roleEffects(effects)) {
    const why = whyRoleProtected(effect, installer);
    if (why) return why;
  }
  return null;
}

function whyRoleProtected(effect: RoleEffect & { readonly person: string }, installer: string): Because | null {
  if (effect.from === 'primary_owner') {
    return { rule: 'primary-owner-is-protected', says: words`Nobody can change the role of the primary owner.` };
  }
  if (effect.person === installer && isChange(effect)) {
    return {
      rule: 'installer-is-protected',
      says: words`${person(installer)} installed this app, and the app works with their rights. Changing their role would stop it; let another org owner reinstall the app first.`,
    };
  }
  if (effect.takesLastOwner) {
    return {
      rule: 'last-owner-is-protected',
      says: words`${person(effect.person)} is the last owner of ${place(effect.place)}. Make somebody else an owner first.`,
    };
  }
  return null;
}

/** Joining or leaving one workspace as a plain member changes nothing about the rights the app works with. */
function isChange({ from, to }: RoleEffect): boolean {
  const plain = (role: RoleEffect['from']): boolean => role === 'none' || role === 'member';
  return !(plain(from) && plain(to));
}
