import { useSyncExternalStore } from 'react';
import type { CaptureAction, CaptureState } from '#web/capture/state/capture-state.js';
import { reduce } from '#web/capture/state/reduce.js';

export interface CaptureStore {
  readonly state: () => CaptureState;
  readonly dispatch: (action: CaptureAction) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createStore(initial: CaptureState): CaptureStore {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    state: () => state,
    dispatch(action) {
      state = reduce(state, action);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export const useCaptureState = (store: CaptureStore): CaptureState =>
  useSyncExternalStore(store.subscribe, store.state);
