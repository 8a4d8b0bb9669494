import { createContext, useContext } from 'react';
import type { CaptureState } from '#web/capture/state/capture-state.js';
import type { CaptureFlow } from '#web/capture/state/capture-flow.js';
import type { CaptureStore } from '#web/capture/state/store.js';

export interface FlowTools {
  readonly state: CaptureState;
  readonly flow: CaptureFlow;
  readonly dispatch: CaptureStore['dispatch'];
  /** Framed by another site. */
  readonly embedded: boolean;
}

/** Null outside of the app. */
export const FlowContext = createContext<FlowTools | null>(null);

export function useFlow(): FlowTools {
  const tools = useContext(FlowContext);
  if (tools === null) throw new Error('a screen stands outside of the app');
  return tools;
}
