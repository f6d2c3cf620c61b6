import type { SectionBlock } from '@slack/web-api';

import { at } from '../engine/grants/grant-words.js';
import type { Catalogue } from '../engine/operation.js';
import type { Run } from '../engine/run.js';
import type { State } from '../engine/state.js';
import { targetInWords } from '../engine/organisation/target.js';
import { code, commas, person, strong, words, type Words } from '../engine/words.js';
import { section } from './blocks.js';
import { headlineOf } from './headline.js';
import { detailsButton } from './request-buttons.js';
import { SIGN } from './run-views.js';

/** One run among others: what, whom, when, who asked, how it ended, Slack’s code, and the way to everything else. */
export function runLine(catalogue: Catalogue, run: Run): SectionBlock {
  const { title } = catalogue.byMethod(run.operation);
  return {
    ...section(
      [
        words`${SIGN[run.state] ?? 'ℹ️'} ${strong(title)}  ${whatOf(catalogue, run)}`,
        words`${at(run.createdAt)} · ${who(run)}${headlineOf(run)}${codeOf(run)}`,
      ],
      run.names,
    ),
    accessory: detailsButton(run),
  };
}

/** The change that was planned; of a request that came to no plan, what it was about. */
export function whatOf(catalogue: Catalogue, { operation, input, plan }: Run): Words {
  const [first, ...others] = plan?.changes ?? [];
  if (first) return others.length === 0 ? first : words`${first}, and ${others.length} more`;
  return Object.keys(input).length > 0 ? targetInWords(catalogue.byMethod(operation).target(input)) : [];
}

function who({ requester, approvals, ends }: Run): Words {
  if (ends) return [];
  const yes = approvals.filter(({ verdict }) => verdict === 'approved').map(({ by }) => person(by));
  const approved = yes.length > 0 ? words`approved by ${commas(yes)} · ` : [];
  return words`asked by ${person(requester)} · ${approved}`;
}

/** Slack’s code where there is one; otherwise the rule on which a no rests. */
function codeOf({ calls, state, because }: Run): Words {
  const error = calls.findLast(({ error }) => error !== null)?.error;
  if (error) return words` (${code(error)})`;
  return because && NO.has(state) ? words` (rule ${code(because.rule)})` : [];
}

const NO: ReadonlySet<State> = new Set(['denied', 'superseded']);
