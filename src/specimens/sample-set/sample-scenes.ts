import type { SpecimenLayout } from '#specimens/layout.js';
import { td1IdCardBack, td1IdCardFront } from '#specimens/layouts/td1-id-card.js';
import { td2ResidencePermit } from '#specimens/layouts/td2-residence-permit.js';
import { td3Passport } from '#specimens/layouts/td3-passport.js';
import { mrvAVisa, mrvBVisa } from '#specimens/layouts/visas.js';
import type { SampleDocument } from '#specimens/sample-set/sample-holder.js';
import type { BackdropKind } from '#specimens/scene/backdrop.js';
import type { SceneRecipeName, SceneSize } from '#specimens/scene/recipes.js';

/** One picture that the samples consist of. */
export interface SampleScene {
  readonly name: string;
  readonly recipe: SceneRecipeName;
  /** Instead of one of the recipe's. */
  readonly backdrop?: BackdropKind;
  readonly documents: readonly { readonly layout: SpecimenLayout; readonly document: SampleDocument }[];
  /** Null: the document's own size with a margin, as a scanner gives it. */
  readonly size: SceneSize | null;
  /** Chosen by looking at the pictures. */
  readonly seed: number;
}

const passport = { layout: td3Passport, document: 'passport' } as const;
const idCardFront = { layout: td1IdCardFront, document: 'idCard' } as const;
const idCardBack = { layout: td1IdCardBack, document: 'idCard' } as const;
const residencePermit = { layout: td2ResidencePermit, document: 'residencePermit' } as const;

/** What `bonafide samples` writes, besides the selfies. */
export const sampleScenes: readonly SampleScene[] = [
  { name: 'passport.jpg', recipe: 'scan', documents: [passport], size: null, seed: 1 },
  {
    name: 'passport-photo.jpg',
    recipe: 'table',
    backdrop: 'wood',
    documents: [passport],
    size: { width: 1720, height: 1290 },
    seed: 2,
  },
  {
    name: 'passport-turned.jpg',
    recipe: 'turned',
    backdrop: 'cloth',
    documents: [passport],
    size: { width: 1440, height: 1440 },
    seed: 3,
  },
  { name: 'id-card-front.jpg', recipe: 'scan', documents: [idCardFront], size: null, seed: 4 },
  { name: 'id-card-back.jpg', recipe: 'scan', documents: [idCardBack], size: null, seed: 5 },
  {
    name: 'id-card-photo.jpg',
    recipe: 'table',
    backdrop: 'dark',
    documents: [idCardFront],
    size: { width: 1400, height: 1050 },
    seed: 6,
  },
  { name: 'residence-permit.jpg', recipe: 'scan', documents: [residencePermit], size: null, seed: 7 },
  { name: 'visa-a.jpg', recipe: 'scan', documents: [{ layout: mrvAVisa, document: 'visaA' }], size: null, seed: 8 },
  { name: 'visa-b.jpg', recipe: 'scan', documents: [{ layout: mrvBVisa, document: 'visaB' }], size: null, seed: 9 },
  {
    name: 'two-documents.jpg',
    recipe: 'table',
    backdrop: 'plain',
    documents: [passport, idCardFront],
    size: { width: 1260, height: 1680 },
    seed: 10,
  },
  {
    name: 'no-document.jpg',
    recipe: 'table',
    backdrop: 'wood',
    documents: [],
    size: { width: 1280, height: 960 },
    seed: 11,
  },
];
