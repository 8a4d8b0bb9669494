import { useEffect, useRef } from 'react';
import { AnswerView } from '#web/demo/answer/answer-view.js';
import { ProblemView } from '#web/demo/answer/problem-view.js';
import { ChoosePanel } from '#web/demo/choose/choose-panel.js';
import { Judging } from '#web/demo/choose/judging.js';
import { serverRoot } from '#web/demo/server/demo-server.js';
import { useDemo } from '#web/demo/state/use-demo.js';

export function App() {
  const demo = useDemo();
  const { about, phase } = demo;
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The answer stands below the pictures: whoever reads or hears the page is led there.
    if (phase.kind === 'answered' || phase.kind === 'refused') outcome.current?.querySelector('h2')?.focus();
  }, [phase]);
  return (
    <div className="page">
      <header className="head">
        <p className="brand">Bonafide{about !== null && <span className="version"> {about.version}</span>}</p>
        <nav aria-label="More of this server">
          <a href={`${serverRoot}/docs`}>API</a>
          <a href={`${serverRoot}/openapi.json`}>OpenAPI</a>
        </nav>
      </header>
      <main>
        <h1>Do this document and this selfie show one person?</h1>
        <p className="lead">
          {about?.openTo === 'anybody'
            ? 'The server judges your pictures and forgets them with the answer: nothing is stored, and nothing is sent on.'
            : 'It runs on your machine. The pictures are judged and forgotten with the answer: nothing is stored, nothing is sent anywhere.'}
        </p>
        <ChoosePanel demo={demo} />
        <div ref={outcome}>
          {phase.kind === 'judging' && <Judging cancel={demo.cancel} />}
          {phase.kind === 'refused' && <ProblemView problem={phase.problem} />}
          {phase.kind === 'answered' && about !== null && (
            <AnswerView answer={phase.answer} pictures={phase.of} about={about} />
          )}
        </div>
      </main>
    </div>
  );
}
