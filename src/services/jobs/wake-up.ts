/** A rest that can be ended; a call that comes before the rest ends it at once. */
export interface WakeUp {
  wake(): void;
  wait(longestMs: number): Promise<void>;
}

export function createWakeUp(): WakeUp {
  let called = false;
  let end: (() => void) | null = null;
  return {
    wake() {
      called = true;
      end?.();
    },
    async wait(longestMs) {
      if (!called) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, longestMs);
          end = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        end = null;
      }
      called = false;
    },
  };
}
