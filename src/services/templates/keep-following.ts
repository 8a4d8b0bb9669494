import type { Gallery } from '#services/templates/gallery.js';

/**
 * Keeps a gallery near the records, so that a search has little to catch up with. `onError` is told once when following
 * begins to fail; it goes on. Gives what ends it.
 */
export function keepFollowing(
  gallery: Pick<Gallery, 'follow'>,
  options: { readonly intervalMs: number; readonly onError: (error: unknown) => void },
): () => void {
  let stopped = false;
  let failing = false;
  let timer: NodeJS.Timeout;
  const again = (): void => {
    if (stopped) return;
    timer = setTimeout(() => void follow(), options.intervalMs);
    timer.unref();
  };
  const follow = async (): Promise<void> => {
    try {
      await gallery.follow();
      failing = false;
    } catch (error) {
      if (!failing && !stopped) options.onError(error);
      failing = true;
    }
    again();
  };
  again();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
