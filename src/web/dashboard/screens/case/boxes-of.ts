import type { RotatedBox } from '#contract/dashboard/meanings.js';
import type { VerificationDetail } from '#contract/dashboard/verifications.js';
import type { Evidence } from '#web/dashboard/screens/case/evidence.js';

type FileRole = VerificationDetail['files'][number]['role'];

/** A shape on a picture, in pixels of the upright picture. */
export type Shape = { readonly kind: 'face' | 'portrait' | 'document' | 'barcode' } & (
  | { readonly box: Omit<RotatedBox, 'angleDegrees'> & { readonly angleDegrees?: number } }
  | { readonly corners: readonly { readonly x: number; readonly y: number }[] }
);

/** What was found on the picture of a role; a video shows nothing, since its frames are others than those that were measured. */
export function shapesOn(role: FileRole, { document, documentBack, faces }: Evidence): readonly Shape[] {
  switch (role) {
    case 'document-front':
      return document === null ? [] : onDocument(document);
    case 'document-back':
      return documentBack === null ? [] : onDocument(documentBack);
    case 'selfie':
      return faces.slice(0, 1).map(toShape);
    case 'photo':
    case 'enrolment-photo':
      return faces.map(toShape);
    case 'first-photo':
      return faces.slice(0, 1).map(toShape);
    case 'second-photo':
      return faces.slice(1, 2).map(toShape);
    default:
      return [];
  }
}

const toShape = ({ box }: Evidence['faces'][number]): Shape => ({ kind: 'face', box });

const onDocument = ({ quad, portrait, barcodes }: NonNullable<Evidence['document']>): readonly Shape[] => [
  { kind: 'document', corners: quad },
  ...(portrait === null ? [] : [{ kind: 'portrait' as const, box: portrait }]),
  ...barcodes.map(({ quad: corners }) => ({ kind: 'barcode' as const, corners })),
];
