import type { AnyOperation } from './operation.js';
import type { Person } from './people.js';
import type { Policy } from './decision.js';
import type { Ports } from './ports.js';
import type { Because } from './run.js';

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
}

interface Rules extends Pick<Ports, 'catalogue'> {
  readonly policy: Policy;
}

/** Asks the same rules as the start of a run, so that nothing is offered that would be refused at once. */
export function menuFor(rules: Rules, person: Person): Menu {
  const asked = rules.catalogue.all.map((operation) => menuItem(rules, operation, person));
  const refusals = asked.flatMap((item) => ('refused' in item ? [item.refused] : []));
  return {
    items: asked.flatMap((item) => ('refused' in item ? [] : [item])),
    refusals: [...new Map(refusals.map((because) => [because.rule, because])).values()],
  };
}

/** How one operation stands in somebody's menu. */
export function menuItem(
  { policy }: Rules,
  operation: AnyOperation,
  person: Person,
): MenuItem | { readonly refused: Because } {
  const any = policy.mayStart(operation.method, person, null);
  if (any.allowed) return { operation, ownOnly: false, because: any.because };
  const own = policy.mayStart(operation.method, person, person.id);
  return own.allowed ? { operation, ownOnly: true, because: own.because } : { refused: any.because };
}
