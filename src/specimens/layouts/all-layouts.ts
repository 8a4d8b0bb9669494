import type { SpecimenLayout } from '#specimens/layout.js';
import { drivingLicenceBack, drivingLicenceFront } from '#specimens/layouts/driving-licence.js';
import { td1IdCardBack, td1IdCardFront } from '#specimens/layouts/td1-id-card.js';
import { td2ResidencePermit } from '#specimens/layouts/td2-residence-permit.js';
import { td3Passport } from '#specimens/layouts/td3-passport.js';
import { mrvAVisa, mrvBVisa } from '#specimens/layouts/visas.js';

/** Every layout that specimens can be rendered in; a new one is a file of data and a line here. */
export const allLayouts: readonly SpecimenLayout[] = [
  td3Passport,
  td1IdCardFront,
  td1IdCardBack,
  td2ResidencePermit,
  mrvAVisa,
  mrvBVisa,
  drivingLicenceFront,
  drivingLicenceBack,
];
