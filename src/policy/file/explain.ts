import { needsInWords } from '../../engine/approvals/approvals.js';
import type { ApprovalNeed, Question } from '../../engine/decision.js';
import type { Because } from '../../engine/run.js';
import type { NamedGroup } from '../../engine/organisation/who.js';
import { channel, commas, group, person, place, words, type Words } from '../../engine/words.js';
import { inWords } from '../../engine/duration.js';
import type { Limit } from './limits.js';
import { whoInWords } from './people-named.js';
import { WHOLE_ORG, type Protected, type Rule } from './rule.js';

/** The sentences in which decisions of a policy file are told, each with the rule and its line. */
export function explain(file: string) {
  const at = ({ id, line }: Rule, says: Words): Because => ({ rule: id, says, at: `${file}:${line}` });
  const own = ({ says }: Rule): Words => (says === null ? [] : words` “${says}”`);

  return {
    allowed: (rule: Rule): Because =>
      at(rule, words`The policy lets ${askers(rule)} do this without asking anybody.${editable([rule])}${own(rule)}`),

    couldAllow: (rule: Rule): Because =>
      at(rule, words`The policy has a rule for this; it is asked once it is known what you want.`),

    allowedWithFloor: (rule: Rule, floor: Words): Because =>
      at(
        rule,
        words`The policy lets ${askers(rule)} do this. ${floor} No policy can change that.${editable([rule])}${own(rule)}`,
      ),

    approvalWanted: (rules: readonly Rule[], needs: readonly ApprovalNeed[], floor: Words): Because => {
      const [first] = rules;
      const besides = floor.length > 0 ? words` ${floor} No policy can change that.` : [];
      const several = rules.length > 1 ? words` (${rules.length} of its rules want that)` : [];
      const says = words`The policy wants the yes of ${needsInWords(needs)} for this${several}.${besides}${editable(rules)}${rules.flatMap(own)}`;
      return first ? at(first, says) : { rule: 'policy', says };
    },

    denied: (rule: Rule, unseen: boolean): Because => {
      const doubt = unseen ? words` It could not be seen whether this rule means you, so it counts.` : [];
      return at(rule, words`The policy forbids this.${doubt}${own(rule)}`);
    },

    beyond: (rule: Rule, limit: Limit): Because => ({
      ...at(
        rule,
        limit.kind === 'reason'
          ? words`The policy wants a reason for this: write in the form why you ask.${own(rule)}`
          : words`The policy lets this be given for ${inWords(limit.minutes)} at most, and not for good: choose in the form for how long.${own(rule)}`,
      ),
      mend: true,
    }),

    protectedThing: ({ kind, id }: { kind: keyof Protected; id: string }): Because => ({
      rule: `protected-${kind}`,
      says: words`The policy protects ${thingInWords(kind, id)}: nobody changes it from here.`,
      at: file,
    }),

    nothingAllows: ({ requester }: Question, rules: readonly Rule[]): Because => ({
      rule: 'no-rule-allows',
      says: words`No rule of the policy lets ${person(requester.person.id)} do this.${whoMay(rules)}`,
      at: file,
    }),

    nobodySuch: (id: string, rules: readonly Rule[]): Because => ({
      rule: 'no-rule-allows',
      says: words`No rule of the policy lets ${person(id)} run this.${whoMay(rules)}`,
      at: file,
    }),
  };
}

const askers = ({ requester }: Rule): Words => (requester === null ? words`everybody` : whoInWords(requester));

/** Whom else to turn to. */
function whoMay(rules: readonly Rule[]): Words {
  const who = rules.flatMap(({ requester }) => requester ?? []);
  const distinct = who.filter(
    (one, index) => who.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === index,
  );
  if (distinct.length === 0) return words` It lets nobody.`;
  return words` It has rules for ${whoInWords(distinct.slice(0, 5))}.`;
}

/** An ordinary user group is no safe list of people: whoever reads the decision has to know. */
function editable(rules: readonly Rule[]): Words {
  const groups = rules.flatMap((rule) => rule.editable);
  if (groups.length === 0) return [];
  const names = [...new Map(groups.map((one: NamedGroup) => [one.id, one.name])).values()];
  const [is, its] = names.length === 1 ? ['is an ordinary user group', 'its'] : ['are ordinary user groups', 'their'];
  return words` Mind that ${commas(names)} ${is}: ${its} members can often change who is in it.`;
}

function thingInWords(kind: keyof Protected, id: string): Words {
  switch (kind) {
    case 'person':
      return [person(id)];
    case 'workspace':
      return id === WHOLE_ORG ? words`the organisation as a whole` : [place(id)];
    case 'group':
      return [group(id)];
    case 'channel':
      return [channel(id)];
  }
}
