import type { DemoAbout, DemoAnswer } from '#contract/demo.js';
import { Calls } from '#web/demo/answer/calls.js';
import { CheckDigits } from '#web/demo/answer/check-digits.js';
import { FieldTable } from '#web/demo/answer/field-table.js';
import { marksOfDocument, marksOfSelfie } from '#web/demo/answer/marks.js';
import { MarkedPicture } from '#web/demo/answer/marked-picture.js';
import { QualityList } from '#web/demo/answer/quality-list.js';
import { ScoreScale } from '#web/demo/answer/score-scale.js';
import { Signals } from '#web/demo/answer/signals.js';
import { Timings } from '#web/demo/answer/timings.js';
import { Verdict } from '#web/demo/answer/verdict.js';
import type { ChosenPictures } from '#web/demo/state/chosen-picture.js';

interface AnswerViewProps {
  readonly answer: DemoAnswer;
  /** What was judged. */
  readonly pictures: ChosenPictures;
  readonly about: DemoAbout;
}

export function AnswerView({ answer, pictures, about }: AnswerViewProps) {
  const { verification, selfieFrame, sandbox, scale } = answer;
  const { documentFront, documentBack, selfie } = pictures;
  return (
    <section aria-label="Answer" className="answer">
      <Verdict verification={verification} meanings={about.meanings.reasons} />
      {sandbox && (
        <p className="warning">
          A picture of the sandbox named this outcome: no model looked at it, and the numbers and boxes are made up.
        </p>
      )}
      <ScoreScale comparison={verification.comparison} similarity={verification.similarity} scale={scale} />
      <div className="marked-pictures">
        <MarkedPicture
          url={documentFront?.url ?? null}
          title="Document"
          marks={marksOfDocument(verification.document)}
        />
        <MarkedPicture
          url={selfieFrame ?? selfie?.url ?? null}
          title={selfieFrame === null ? 'Selfie' : 'Clearest frame of the film'}
          marks={marksOfSelfie(verification)}
        />
        {verification.documentBack !== null && (
          <MarkedPicture
            url={documentBack?.url ?? null}
            title="Back of the document"
            marks={marksOfDocument(verification.documentBack)}
          />
        )}
      </div>
      <FieldTable title="What the document says" document={verification.document} meanings={about.meanings.warnings} />
      <CheckDigits mrz={verification.document.mrz} />
      {verification.documentBack !== null && (
        <>
          <FieldTable
            title="What its back says"
            document={verification.documentBack}
            meanings={about.meanings.warnings}
          />
          <CheckDigits mrz={verification.documentBack.mrz} />
        </>
      )}
      <Signals verification={verification} meanings={about.meanings.notAssessed} />
      <QualityList quality={verification.quality} />
      <Timings timings={verification.timings} />
      <Calls verification={verification} pictures={pictures} />
    </section>
  );
}
