import type { AnyOperation } from './operation.js';
import type { Facts, Policy } from './decision.js';
import type { Person } from './organisation/people.js';
import type { Ports } from './ports.js';
import type { Because } from './run.js';
import { factsBefore } from './organisation/standings.js';
import type { Names } from './words.js';

/** Something that somebody may run. */
export interface MenuItem {
  readonly operation: AnyOperation;
  /** Only on themselves: to give up a right of their own. */
  readonly ownOnly: boolean;
  readonly because: Because;
}

/** What somebody may run, in the order of the catalogue, and why not the rest. */
export interface Menu {
  readonly items: readonly MenuItem[];
  /** Each rule once. */
  readonly refusals: readonly Because[];
  /** What they may not run. */
  readonly others: readonly AnyOperation[];
}

interface Rules extends Pick<Ports, 'catalogue'> {
  readonly policy: Policy;
  /** What is known of the person besides. */
  readonly facts?: Facts;
}

/**
 * What somebody may run under the policy in force, with everything read that it asks about them.
 * @throws SlackError where Slack could not be asked who they are.
 */
export async function menuOf(
  ports: Pick<Ports, 'catalogue' | 'policyInForce' | 'readAnew'>,
  id: string,
  org = ports.readAnew(),
): Promise<{ readonly menu: Menu; readonly person: Person; readonly names: Names }> {
  const { catalogue } = ports;
  const policy = await ports.policyInForce();
  const person = await org.person(id);
  const facts = await factsBefore(
    org,
    id,
    catalogue.all.flatMap(({ method }) => policy.requesters(method)),
  );
  return { menu: menuFor({ catalogue, policy, facts }, person), person, names: org.names() };
}

/** Asks the same rules as the start of a run, so that nothing is offered that would be refused at once. */
export function menuFor(rules: Rules, person: Person): Menu {
  const asked = rules.catalogue.all.map((operation) => menuItem(rules, operation, person));
  const refusals = asked.flatMap((item) => ('refused' in item ? [item.refused] : []));
  return {
    items: asked.flatMap((item) => ('refused' in item ? [] : [item])),
    others: asked.flatMap((item) => ('refused' in item ? [item.operation] : [])),
    refusals: [...new Map(refusals.map((because) => [because.rule, because])).values()],
  };
}

/** How one operation stands in somebody's menu. */
function menuItem(
  { policy, facts }: Rules,
  operation: AnyOperation,
  person: Person,
): MenuItem | { readonly refused: Because; readonly operation: AnyOperation } {
  const any = policy.mayStart(operation.method, person, null, facts);
  if (any.allowed) return { operation, ownOnly: false, because: any.because };
  const own = policy.mayStart(operation.method, person, person.id, facts);
  return own.allowed ? { operation, ownOnly: true, because: own.because } : { refused: any.because, operation };
}

/** The methods of everything that somebody may run on others, too: what they may see of what others have run. */
export function operationsIn({ items }: Menu): string[] {
  return items.filter(({ ownOnly }) => !ownOnly).map(({ operation }) => operation.method);
}
