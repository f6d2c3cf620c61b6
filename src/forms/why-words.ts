import { needsInWords } from '../engine/approvals/approvals.js';
import type { Because } from '../engine/run.js';
import type { Verdict, WhyAnswer, WhyAsked } from '../engine/why.js';
import { targetInWords } from '../engine/organisation/target.js';
import { code, listed, person, strong, words, type Words } from '../engine/words.js';

/** What `/admin why` answers, a line each: the decision, the rule with its line, and what it would take. */
export function whyInWords(asked: WhyAsked, answer: WhyAnswer, notes: readonly string[]): Words[] {
  const { title } = asked.operation;
  if (answer.kind === 'not_yours') {
    return [
      words`⛔ What others may do is told only to those who may do it themselves, and “${title}” is not among that for you. ${answer.because.says}`,
      ruleInWords(answer.because),
    ];
  }
  return [
    words`${strong(title)}${aboutInWords(asked)}, asked for by ${person(asked.who)}:`,
    ...verdictInWords(answer.verdict),
    ...notes.map((note) => words`ℹ️ ${note}`),
    words`Nothing was asked for and nothing was changed.`,
  ];
}

function aboutInWords({ operation, input, subject }: WhyAsked): Words {
  if (input) return words` for ${targetInWords(operation.target(input))}`;
  return subject ? words` for ${person(subject)}` : [];
}

/** A decision in words, with its rule and what it would take to be allowed. */
export function verdictInWords(verdict: Verdict): Words[] {
  switch (verdict.kind) {
    case 'nothing_to_decide':
      return [words`ℹ️ There is nothing to decide. ${verdict.says}`];
    case 'start': {
      const { allowed, because } = verdict.answer;
      if (!allowed)
        return [words`⛔ ${strong('Refused.')} ${because.says}`, ...whatItTakes(because), ruleInWords(because)];
      const more =
        verdict.missing.length > 0
          ? words` To say more, it takes what was not said: ${verdict.missing.join(', ')}.`
          : [];
      return [words`❔ ${strong('It depends.')} ${because.says}${more}`, ruleInWords(because)];
    }
    case 'decision':
      return decisionInWords(verdict);
  }
}

function decisionInWords({ decision, eligible }: Extract<Verdict, { kind: 'decision' }>): Words[] {
  const { because } = decision;
  switch (decision.verdict) {
    case 'allow':
      return [words`✅ ${strong('Allowed,')} without asking anybody. ${because.says}`, ruleInWords(because)];
    case 'deny':
      return [words`⛔ ${strong('Refused.')} ${because.says}`, ...whatItTakes(because), ruleInWords(because)];
    case 'approve': {
      const people = eligible?.ids.map(person) ?? [];
      const who = people.length > 0 ? listed(words`Those who could give it now: `, people) : [];
      return [
        words`⏳ ${strong('Allowed with')} the yes of ${needsInWords(decision.approval.needs)}. ${because.says}`,
        ...who,
        ruleInWords(because),
      ];
    }
  }
}

/** What whoever was refused can do about it, where the reason does not say so itself. */
export function whatItTakes({ rule, at, mend }: Because): Words[] {
  if (mend) return [words`To be allowed, it takes no more than that: fill it in and ask.`];
  if (at === undefined) return [];
  return rule === 'no-rule-allows'
    ? [words`To be allowed, it takes a rule for it; whoever keeps the policy file can write one.`]
    : [words`To be allowed, that rule would have to be another one; whoever keeps the policy file decides on it.`];
}

/** “Rule `helpdesk` (policy.yaml:12)”. */
export function ruleInWords({ rule, at }: Because): Words {
  return words`Rule ${code(rule)}${at === undefined ? [] : words` (${at})`}`;
}
