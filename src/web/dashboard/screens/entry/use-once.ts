import { useEffect, useRef } from 'react';

/** Runs once in the life of a component, for calls that must not be made twice. */
export function useOnce(run: () => void): void {
  const done = useRef(false);
  useEffect(() => {
    if (done.current) return;
    done.current = true;
    run();
  });
}
