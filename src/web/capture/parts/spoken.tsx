import { useEffect, useState } from 'react';

const restMs = 1500;

/** What changes often and is shown elsewhere, read out at most every 1.5 s, and only what still holds by then. */
export function Spoken({ text, urgent = false }: { readonly text: string; readonly urgent?: boolean }) {
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(text), urgent ? 0 : restMs);
    return () => clearTimeout(timer);
  }, [text, urgent]);
  return (
    <p className="for-readers" aria-live={urgent ? 'assertive' : 'polite'} aria-atomic="true">
      {spoken}
    </p>
  );
}
