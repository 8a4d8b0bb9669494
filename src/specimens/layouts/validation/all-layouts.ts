import type { SpecimenLayout } from '#specimens/layout.js';
import {
  validationIdCardBack,
  validationIdCardFront,
  validationPermitBack,
  validationPermitFront,
} from '#specimens/layouts/validation/cards.js';
import { validationLicenceBack, validationLicenceFront } from '#specimens/layouts/validation/licence.js';
import { validationFrenchCard, validationOldCard } from '#specimens/layouts/validation/old-cards.js';
import { validationPassportBeside, validationPassportCyrillic } from '#specimens/layouts/validation/passport.js';
import { validationVisaA, validationVisaB } from '#specimens/layouts/validation/visas.js';

/** The layouts that figures are quoted on. No limit of a reader may be set with them. */
export const validationLayouts: readonly SpecimenLayout[] = [
  validationPassportBeside,
  validationPassportCyrillic,
  validationIdCardFront,
  validationIdCardBack,
  validationPermitFront,
  validationPermitBack,
  validationOldCard,
  validationFrenchCard,
  validationVisaA,
  validationVisaB,
  validationLicenceFront,
  validationLicenceBack,
];

/** Front and back of one card, for pictures of both sides. */
export const validationBothSides: readonly [front: SpecimenLayout, back: SpecimenLayout][] = [
  [validationIdCardFront, validationIdCardBack],
  [validationPermitFront, validationPermitBack],
  [validationLicenceFront, validationLicenceBack],
];
