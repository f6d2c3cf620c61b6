import { EMPTY, type Model } from './model.js';
import { reduce, type Action } from './reduce.js';

/** Holds the model and tells whoever draws it that it has changed. */
export interface Store {
  readonly get: () => Model;
  readonly dispatch: (action: Action) => void;
  /** Answers the function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** A store with nobody in it yet. */
export function createStore(): Store {
  let model = EMPTY;
  const listeners = new Set<() => void>();
  return {
    get: () => model,
    dispatch: (action) => {
      model = reduce(model, action);
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
