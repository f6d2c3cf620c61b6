import { z } from 'zod';

import type { Answered, Kept } from '../../engine/operation.js';
import { commas, place, words } from '../../engine/words.js';
import type { LinkArguments } from './links.js';

/** Slack names the workspaces that it could not do it for, beside its error code. */
const Answer = z.object({ ok: z.boolean(), error: z.string().optional(), errors: z.array(z.string()).catch([]) });

/** What is kept: where it failed, which may be left open; where it worked is counted. */
const Detail = z.object({
  failed: z.array(z.string()).optional(),
  worked: z.number().default(0),
  invalid: z.array(z.string()).default([]),
});

/** For methods that do one workspace after the other and may fail in some. Nothing is tried again by itself. */
export const answeredByWorkspace: Answered<LinkArguments> = {
  keep: (answer, { team_ids }): Kept => {
    const { ok, error, errors } = Answer.parse(answer);
    const named = team_ids.filter((team) => errors.includes(team));
    const worked = team_ids.length - named.length;
    if (ok && named.length === 0) return { done: 'all', detail: { worked } };
    if (!ok && error !== 'auto_provision_failure') return { done: 'none', detail: { invalid: named } };
    if (named.length === 0) return { done: 'part', detail: { failed: [] } };
    return { done: worked > 0 ? 'part' : 'none', detail: { failed: named, worked } };
  },
  says: (detail, { team_ids }) => {
    const { failed, worked, invalid } = Detail.parse(detail);
    if (failed && failed.length > 0) {
      return [
        words`It did not work for ${commas(failed.map(place), 50)}. It worked for ${worked} of ${team_ids.length} workspaces.`,
      ];
    }
    if (failed) return [words`Slack does not say for which of the workspaces.`];
    return invalid.length > 0 ? [words`Slack does not know ${commas(invalid.map(place), 50)}.`] : [];
  },
};
