import type { AnyOperation } from '../../engine/operation.js';
import { RISKS, type Risk } from '../../engine/planning/plan.js';
import type { NamedGroup, Who } from '../../engine/organisation/who.js';
import { LONGEST_MINUTES, minutesIn, SHORTEST_MINUTES } from '../../engine/duration.js';
import type { Path, Problem, ReadDocument } from './document.js';
import { didYouMean } from './near.js';
import { methodsNamed, operationsNamed, type NamedOperations } from './operations-named.js';
import { needOf, whoNamed } from './people-named.js';
import type { Protected, Rule, Rules, TargetRule } from './rule.js';
import { RANK_NAMES, type RankName } from './form-words.js';
import type { PolicyFile, RuleInFile, WhoInFile } from './schema.js';

/** Gives the names in a file their meaning, and says where a name means nothing. */
export function readRules(
  file: PolicyFile,
  document: ReadDocument,
  all: readonly AnyOperation[],
): { readonly rules: Rules; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const say: Say = (path, says) => problems.push({ ...document.at(path), says });
  const reading: Reading = { say, groups: groupsOf(file, say), names: operationsNamed(all) };
  const rules = file.rules.map((written, index) => {
    const acceptsEditable = written.editable_group === 'accepted';
    return readRule(written, { ...reading, path: ['rules', index], document, acceptsEditable });
  });
  sayDoubles(rules, document, say);
  return { rules: { groups: reading.groups, rules, protected: protectedIn(file, reading) }, problems };
}

type Say = (path: Path, says: string) => void;

interface Reading {
  readonly say: Say;
  readonly groups: ReadonlyMap<string, NamedGroup>;
  readonly names: NamedOperations;
}

interface ReadingRule extends Reading {
  readonly path: Path;
  readonly document: ReadDocument;
  /** Whether the rule says that it may name ordinary user groups. */
  readonly acceptsEditable: boolean;
}

function groupsOf(file: PolicyFile, say: Say): ReadonlyMap<string, NamedGroup> {
  const groups = new Map<string, NamedGroup>();
  for (const [name, group] of Object.entries(file.groups ?? {})) {
    const id = 'idp_group' in group ? group.idp_group : group.user_group;
    const double = [...groups.values()].find((other) => other.id === id);
    if (double) say(['groups', name], `this is the same group as “${double.name}”; one name is enough.`);
    groups.set(name, { kind: 'group', id, name, editableIn: 'user_group' in group ? group.workspace : null });
  }
  return groups;
}

function readRule(written: RuleInFile, reading: ReadingRule): Rule {
  const { path, document } = reading;
  sayMisplaced(written, reading);
  const requester = written.requester?.flatMap((who, at) => readWho(who, reading, ['requester', at])) ?? null;
  const approvals = (written.approvals ?? []).map(({ count = 1, from }, need) =>
    needOf(
      count,
      from.flatMap((who, at) => readWho(who, reading, ['approvals', need, 'from', at])),
    ),
  );
  const named = [...(requester ?? []), ...approvals.flatMap(({ from }) => from)];
  return {
    id: written.id,
    effect: written.effect,
    line: document.at(path).line,
    path,
    operations: new Set(written.operation.flatMap((name, at) => readOperation(name, reading, at))),
    risks: new Set(written.risk?.flatMap(risksIn) ?? RISKS),
    target: readTarget(written.target ?? {}, reading),
    requester,
    approvals,
    longest: readLongest(written, reading),
    reason: written.reason === 'required',
    self: written.self === 'approve',
    editable: named.filter((who): who is NamedGroup => who.kind === 'group' && who.editableIn !== null),
    says: written.says ?? null,
  };
}

/** Fields that say nothing in a rule of this effect, or that are wanted and not there. */
function sayMisplaced(written: RuleInFile, { say, path }: ReadingRule): void {
  const { effect } = written;
  if (effect === 'approve' && written.approvals === undefined) {
    say(path, 'this rule wants an approval and does not say whose: add “approvals”.');
  }
  if (effect !== 'approve' && written.approvals !== undefined) {
    say([...path, 'approvals'], `a rule with the effect “${effect}” has no approvals; write effect: approve.`);
  }
  if (effect !== 'deny' && written.requester === undefined) {
    say(path, `this rule does not say who may ask: add “requester” (“anyone” is every full member).`);
  }
  if (effect !== 'approve' && written.self !== undefined) {
    say(
      [...path, 'self'],
      '“self: approve” belongs to a rule with the effect “approve”: whoever asks for themselves needs the yes of others.',
    );
  }
  for (const field of ['longest', 'reason'] as const) {
    if (effect === 'deny' && written[field] !== undefined) {
      say([...path, field], `“${field}” says nothing in a rule that denies.`);
    }
  }
}

function readOperation(name: string, { names, say, path }: ReadingRule, at: number): readonly string[] {
  const methods = methodsNamed(names, name);
  if (methods.length === 0) {
    say([...path, 'operation', at], `unknown operation “${name}”.${didYouMean(name, [...names.keys()])}`);
  }
  return methods;
}

function readWho(written: WhoInFile, { groups, say, path, acceptsEditable }: ReadingRule, at: Path): Who[] {
  const who = whoNamed(written, groups);
  if (who?.kind === 'group' && who.editableIn !== null && !acceptsEditable) {
    say(
      [...path, ...at],
      `“${who.name}” is an ordinary user group, whose members can often edit it: use an IdP group, or accept that with “editable_group: accepted” in this rule.`,
    );
  }
  if (who) return [who];
  const name = typeof written === 'object' && 'group' in written ? written.group : '';
  say([...path, ...at], `unknown group “${name}”: declare it under “groups”.${didYouMean(name, [...groups.keys()])}`);
  return [];
}

function readTarget(written: NonNullable<RuleInFile['target']>, reading: ReadingRule): TargetRule {
  const { path } = reading;
  const set = (values: readonly string[] | undefined): ReadonlySet<string> | null => (values ? new Set(values) : null);
  return {
    workspace: set(written.workspace),
    person: set(written.person),
    rank: written.rank ? new Set(written.rank.flatMap(ranksIn)) : null,
    group: set(written.group?.flatMap((name, at) => readGroup(name, reading, [...path, 'target', 'group', at]))),
    channel: set(written.channel),
  };
}

/** A declared name, or the ID itself. */
function readGroup(name: string, { groups, say }: Reading, path: Path): string[] {
  const declared = groups.get(name);
  if (declared) return [declared.id];
  if (/^S[A-Z0-9]{2,}$/u.test(name)) return [name];
  say(
    path,
    `unknown group “${name}”: declare it under “groups”, or write its ID.${didYouMean(name, [...groups.keys()])}`,
  );
  return [];
}

function protectedIn({ protected: written = {} }: PolicyFile, reading: Reading): Protected {
  return {
    person: new Set(written.person),
    workspace: new Set(written.workspace),
    channel: new Set(written.channel),
    group: new Set(written.group?.flatMap((name, at) => readGroup(name, reading, ['protected', 'group', at]))),
  };
}

function readLongest({ longest }: RuleInFile, { say, path }: ReadingRule): number | null {
  if (longest === undefined) return null;
  const minutes = minutesIn(longest) ?? 0;
  if (minutes < SHORTEST_MINUTES)
    say([...path, 'longest'], `“${longest}” is less than the 30 minutes that a right is given for at least.`);
  if (minutes > LONGEST_MINUTES)
    say([...path, 'longest'], `“${longest}” is more than 7 days, which no policy can allow.`);
  return minutes;
}

type Range<T> = { readonly at_least: T } | { readonly at_most: T };

function within<T extends string>(all: readonly T[], written: T | Range<T>): readonly T[] {
  if (typeof written === 'string') return [written];
  return 'at_least' in written
    ? all.slice(all.indexOf(written.at_least))
    : all.slice(0, all.indexOf(written.at_most) + 1);
}

const risksIn = (written: Risk | Range<Risk>): readonly Risk[] => within<Risk>(RISKS, written);
const ranksIn = (written: RankName | Range<RankName>): readonly RankName[] => within<RankName>(RANK_NAMES, written);

function sayDoubles(rules: readonly Rule[], document: ReadDocument, say: Say): void {
  const first = new Map<string, Rule>();
  for (const rule of rules) {
    const other = first.get(rule.id);
    if (other)
      say([...rule.path, 'id'], `a rule called “${rule.id}” stands in line ${document.at(other.path).line} already.`);
    else first.set(rule.id, rule);
  }
}
