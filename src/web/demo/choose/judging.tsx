import { useEffect, useState } from 'react';

/** How far it is is not known; how long it takes is. */
export function Judging({ cancel }: { readonly cancel: () => void }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <section className="card judging" aria-label="Progress">
      <p role="status">Reading the document and comparing the faces …</p>
      <progress aria-label="The pictures are judged" />
      <p className="hint" aria-hidden="true">
        {seconds} s{seconds >= 10 && ': other work may be before it, or this machine is slow'}
      </p>
      <button type="button" className="button" onClick={cancel}>
        Cancel
      </button>
    </section>
  );
}
