import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';
import { Notice, type Tone } from '#web/dashboard/ui/notice.js';

const shownForMs = 6000;

type Tell = (text: string, tone?: Tone) => void;
const ToastContext = createContext<Tell>(() => undefined);

/** Says in a few words that something was done; gone after a while, so never anything that is needed later. */
export const useTell = (): Tell => useContext(ToastContext);

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly { id: number; text: string; tone: Tone }[]>([]);
  const tell = useCallback<Tell>((text, tone = 'good') => {
    const id = Date.now() + Math.random();
    setToasts((before) => [...before.slice(-2), { id, text, tone }]);
    setTimeout(() => setToasts((before) => before.filter((toast) => toast.id !== id)), shownForMs);
  }, []);
  return (
    <ToastContext.Provider value={tell}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {toasts.map(({ id, text, tone }) => (
          <Notice key={id} tone={tone}>
            {text}
          </Notice>
        ))}
      </div>
    </ToastContext.Provider>
  );
}
