import type { Changes } from '../changes.js';
import type { Clock } from '../clock.js';
import type { Ids } from '../ids.js';
import { withIds } from '../block-kit/interactive.js';
import { Refusal } from '../refusal.js';
import type { OpenView, StateValues, ViewDraft } from './model.js';
import { stateAfter } from './state-values.js';

const stackLimit = 3;

/** The modals on everybody's screen, each person's in a stack of at most three, and their App Homes. */
export class Views {
  #changes: Changes;
  #clock: Clock;
  #ids: Ids;
  #stacks = new Map<string, OpenView[]>();
  #homes = new Map<string, OpenView>();

  constructor(changes: Changes, clock: Clock, ids: Ids) {
    this.#changes = changes;
    this.#clock = clock;
    this.#ids = ids;
  }

  /** The person's open modals, lowest first. */
  stack(person: string): readonly OpenView[] {
    return this.#stacks.get(person) ?? [];
  }

  home(person: string): OpenView | undefined {
    return this.#homes.get(person);
  }

  find(id: string): OpenView | undefined {
    return this.#every().find((view) => view.id === id);
  }

  findByExternalId(externalId: string): OpenView | undefined {
    return this.#every().find((view) => view.external_id !== '' && view.external_id === externalId);
  }

  /** Shows a modal in place of whatever the person had open. */
  open(person: string, team: string, draft: ViewDraft): OpenView {
    this.#refuseDuplicate(draft, null);
    const view = this.#make(person, team, draft, null);
    this.#setStack(person, [view]);
    return view;
  }

  push(person: string, team: string, draft: ViewDraft): OpenView {
    this.#refuseDuplicate(draft, null);
    const stack = this.stack(person);
    const top = stack.at(-1);
    if (!top) throw new Refusal('not_found');
    if (stack.length >= stackLimit) throw new Refusal('push_limit_reached');
    const view = this.#make(person, team, draft, top);
    this.#setStack(person, [...stack, view]);
    return view;
  }

  /** Puts other blocks into a view; what was typed stays where block_id and action_id stay the same. */
  update(view: OpenView, draft: ViewDraft, hash?: string): OpenView {
    if (hash !== undefined && hash !== view.hash) throw new Refusal('hash_conflict');
    this.#refuseDuplicate(draft, view);
    const blocks = withIds(draft.blocks, this.#ids);
    Object.assign(view, { ...draft, blocks, hash: this.#hash(), values: stateAfter(blocks, view.values) });
    this.#tell(view);
    return view;
  }

  publish(person: string, team: string, draft: ViewDraft, hash?: string): OpenView {
    const present = this.#homes.get(person);
    if (present) return this.update(present, draft, hash);
    this.#refuseDuplicate(draft, null);
    const view = this.#make(person, team, draft, null);
    this.#homes.set(person, view);
    this.#tell(view);
    return view;
  }

  /** What the person typed or chose; kept with the view, as Slack's client keeps it. */
  fill(view: OpenView, values: StateValues): void {
    for (const [blockId, actions] of Object.entries(values)) {
      view.values[blockId] = { ...view.values[blockId], ...actions };
    }
  }

  /** Takes the view and everything above it off the screen. */
  close(view: OpenView): void {
    const stack = this.stack(view.person);
    const depth = stack.indexOf(view);
    if (depth >= 0) this.#setStack(view.person, stack.slice(0, depth));
  }

  clear(person: string): void {
    this.#setStack(person, []);
  }

  #every(): OpenView[] {
    return [...[...this.#stacks.values()].flat(), ...this.#homes.values()];
  }

  #make(person: string, team: string, draft: ViewDraft, below: OpenView | null): OpenView {
    const id = this.#ids.next('V');
    const blocks = withIds(draft.blocks, this.#ids);
    const place = { previous_view_id: below?.id ?? null, root_view_id: below?.root_view_id ?? id };
    return { ...draft, ...place, id, person, team, hash: this.#hash(), blocks, values: stateAfter(blocks, {}) };
  }

  #refuseDuplicate(draft: ViewDraft, own: OpenView | null): void {
    const other = this.findByExternalId(draft.external_id);
    if (other && other !== own) throw new Refusal('duplicate_external_id');
  }

  #setStack(person: string, stack: readonly OpenView[]): void {
    this.#stacks.set(person, [...stack]);
    this.#changes.tell({ kind: 'views', person });
  }

  #tell(view: OpenView): void {
    if (view.type === 'home') this.#changes.tell({ kind: 'home', person: view.person, view });
    else this.#changes.tell({ kind: 'views', person: view.person });
  }

  #hash(): string {
    return `${Math.floor(this.#clock() / 1000)}.${this.#ids.secret().slice(0, 8)}`;
  }
}
