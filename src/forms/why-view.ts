import type { KnownBlock, ModalView } from '@slack/web-api';

import type { AnyOperation } from '../engine/operation.js';
import type { KeptPolicy } from '../engine/policies.js';
import type { Because } from '../engine/run.js';
import type { Verdict, WhyRun } from '../engine/why.js';
import { code, moment, strong, words, type Words } from '../engine/words.js';
import { context, section, sections } from './blocks.js';
import { frame } from './frame.js';
import { ruleInWords, verdictInWords, whatItTakes } from './why-words.js';

/** Why a run is decided as it is: the decision with its rule and line, the policy it rests on, and what it would be now. */
export function whyView(operation: AnyOperation, answer: Extract<WhyRun, { kind: 'answer' }>): ModalView {
  const { run, policy, still, now, names } = answer;
  const { because } = run;
  return frame({
    title: operation.title,
    run: run.id,
    blocks: [
      section([words`${strong('What was decided')}`, because?.says ?? NOTHING_YET], names),
      context(decidedBy(because, policy), names),
      ...(now ? nowBlocks(answer) : []),
      ...(policy && !still ? [section([ANOTHER_SINCE], {})] : []),
    ],
  });
}

const NOTHING_YET = words`Nothing yet.`;
const ANOTHER_SINCE = words`Another policy has come into force since.`;

function decidedBy(because: Because | null, policy: KeptPolicy | null): Words {
  const by = because ? words`${ruleInWords(because)}. ` : [];
  if (!policy) return by;
  const { kind, name, hash, since } = policy;
  const called = kind === 'default' ? 'The policy that comes with the app' : name;
  return words`${by}${called}, in force since ${moment(Math.floor(since.getTime() / 1000))}, sha256 ${code(hash.slice(0, 12))}`;
}

function nowBlocks({ run, now, names }: Extract<WhyRun, { kind: 'answer' }>): KnownBlock[] {
  if (!now) return [];
  const { because } = run;
  const refusal = because && refusedBy(now);
  if (refusal && refusal.rule === because.rule && refusal.at === because.at) {
    return sections([words`Asked for once more, it would be the same now.`, ...whatItTakes(refusal)], names);
  }
  return sections([words`${strong('Asked for once more, now, it would be this')}`, ...verdictInWords(now)], names);
}

function refusedBy(now: Verdict): Because | null {
  if (now.kind === 'start') return now.answer.allowed ? null : now.answer.because;
  return now.kind === 'decision' && now.decision.verdict === 'deny' ? now.decision.because : null;
}
