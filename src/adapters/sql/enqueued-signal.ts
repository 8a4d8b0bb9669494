/** Tells runners of this process of new jobs, once these are durable. */
export interface EnqueuedSignal {
  readonly emit: (queue: string) => void;
  readonly subscribe: (listener: (queue: string) => void) => () => void;
}

export function createEnqueuedSignal(): EnqueuedSignal {
  const listeners = new Set<(queue: string) => void>();
  return {
    emit: (queue) => listeners.forEach((listener) => listener(queue)),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
