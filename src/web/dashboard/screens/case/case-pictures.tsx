import { useState } from 'react';
import type { VerificationDetail } from '#contract/dashboard/verifications.js';
import { addressOf } from '#web/dashboard/client/call-server.js';
import { shapesOn, type Shape } from '#web/dashboard/screens/case/boxes-of.js';
import { CasePicture } from '#web/dashboard/screens/case/case-picture.js';
import type { Evidence } from '#web/dashboard/screens/case/evidence.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { caseTexts as texts } from '#web/dashboard/texts/verifications.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Choice } from '#web/dashboard/ui/field.js';

const legend: Record<Shape['kind'], string> = {
  face: texts.legendFace,
  portrait: texts.legendPortrait,
  document: texts.legendDocument,
  barcode: texts.legendBarcode,
};

/** Side by side, and only once asked for: each look is written into the audit log. */
export function CasePictures({
  files,
  evidence,
  shown,
  onShown,
}: {
  readonly files: VerificationDetail['files'];
  readonly evidence: Evidence;
  readonly shown: boolean;
  readonly onShown: (shown: boolean) => void;
}) {
  const owner = useOwner();
  const [drawn, setDrawn] = useState(true);
  const shapes = files.map(({ role }) => shapesOn(role, evidence));
  const kinds = [...new Set(shapes.flat().map(({ kind }) => kind))];
  return (
    <section className="card">
      <div className="row between">
        <h2>{texts.pictures}</h2>
        {shown && files.length > 0 ? (
          <div className="row no-print">
            {kinds.length === 0 ? null : <Choice label={texts.boxes} checked={drawn} onChange={setDrawn} />}
            <Button onClick={() => onShown(false)}>{texts.hidePictures}</Button>
          </div>
        ) : null}
      </div>
      {files.length === 0 ? (
        <p className="muted">
          {texts.picturesNone} {texts.picturesExpired}
        </p>
      ) : !owner.may('reviewer') ? (
        <p className="muted">{texts.picturesRole}</p>
      ) : !shown ? (
        <div className="row">
          <Button kind="main-action" onClick={() => onShown(true)}>
            {texts.showPictures}
          </Button>
          <span className="muted">{texts.showPicturesAbout}</span>
        </div>
      ) : (
        <>
          <div className="pictures">
            {files.map((file, index) => (
              <CasePicture
                key={file.id}
                file={file}
                address={addressOf('file', { path: { ...owner.path, id: file.id } })}
                shapes={drawn ? (shapes[index] ?? []) : []}
              />
            ))}
          </div>
          {drawn && kinds.length > 0 ? (
            <ul className="legend-list">
              {kinds.map((kind) => (
                <li key={kind}>
                  <i className={`swatch shape-${kind}`} />
                  {legend[kind]}
                </li>
              ))}
            </ul>
          ) : null}
        </>
      )}
    </section>
  );
}
