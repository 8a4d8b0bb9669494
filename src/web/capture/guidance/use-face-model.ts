import { useEffect, useState } from 'react';
import type { FaceModel } from '#web/capture/guidance/face-model.js';

export type FaceModelState =
  | { readonly status: 'loading'; readonly share: number }
  | { readonly status: 'ready'; readonly model: FaceModel }
  | { readonly status: 'missing' };

/** Loads the model once the screen is there; nothing waits for it. */
export function useFaceModel(): FaceModelState {
  const [state, setState] = useState<FaceModelState>({ status: 'loading', share: 0 });
  useEffect(() => {
    const leaving = new AbortController();
    let model: FaceModel | null = null;
    const load = async (): Promise<void> => {
      try {
        const { loadFaceModel } = await import('#web/capture/guidance/face-model.js');
        model = await loadFaceModel((share) => {
          if (!leaving.signal.aborted) setState({ status: 'loading', share });
        }, leaving.signal);
        if (leaving.signal.aborted) model.close();
        else setState({ status: 'ready', model });
      } catch {
        if (!leaving.signal.aborted) setState({ status: 'missing' });
      }
    };
    void load();
    return () => {
      leaving.abort();
      model?.close();
    };
  }, []);
  return state;
}
