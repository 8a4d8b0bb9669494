import { listOf, type List } from '../pages.js';
import { pictureBody, type Picture } from '../picture-body.js';
import type { CallOptions, CreateOptions, Transport } from '../transport.js';
import type {
  CompletedVerification,
  ErasureReceipt,
  NewVerificationFields,
  ReviewVerdict,
  Verification,
  VerificationSummary,
  WaitingReview,
} from '../types.js';

export interface NewVerification extends NewVerificationFields {
  /** The side with the portrait. */
  documentFront: Picture;
  documentBack?: Picture | undefined;
  /** Either this or `selfieVideo`. */
  selfie?: Picture | undefined;
  selfieVideo?: Picture | undefined;
}

export interface Verifications extends List<VerificationSummary> {
  /** Do a document and a selfie show one person? Pictures that cannot be judged throw, with a code that says why. */
  create(verification: NewVerification, options?: CreateOptions): Promise<CompletedVerification>;
  get(id: string, options?: CallOptions): Promise<Verification>;
  /** Destroys result, pictures, and whom it enrolled; of its whole session, where it has one. */
  erase(id: string, options?: CallOptions): Promise<ErasureReceipt>;
  /** Decides a case that waits; once. */
  review(id: string, verdict: ReviewVerdict, options?: CallOptions): Promise<Verification>;
}

export function verificationsOf(transport: Transport): Verifications {
  const at = (id: string): string => `/verifications/${encodeURIComponent(id)}`;
  return {
    ...listOf<VerificationSummary>(transport, '/verifications'),
    create: ({ documentFront, documentBack, selfie, selfieVideo, ...fields }, options) => {
      const body = pictureBody({ documentFront, documentBack, selfie, selfieVideo }, fields);
      return transport.call({ method: 'POST', path: '/verifications', body, creates: true }, options);
    },
    get: (id, options) => transport.call({ method: 'GET', path: at(id) }, options),
    erase: (id, options) => transport.call({ method: 'DELETE', path: at(id) }, options),
    review: (id, verdict, options) =>
      transport.call({ method: 'POST', path: `${at(id)}/review`, body: verdict }, options),
  };
}

/** What waits for a reviewer, oldest first. */
export const reviewsOf = (transport: Transport): List<WaitingReview> => listOf(transport, '/reviews');
