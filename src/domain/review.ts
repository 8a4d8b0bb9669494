/** What a reviewer may give as reasons, beside words of their own. */
export const reviewReasons = {
  'document-genuine': 'The document was looked at and nothing speaks against it.',
  'same-person': 'The pictures show one person.',
  'document-unreadable': 'The document cannot be read.',
  'document-suspicious': 'The document looks copied or changed.',
  'document-expired': 'The document has expired.',
  'document-not-accepted': 'A document of this kind is not accepted.',
  'data-contradictory': 'What the document says contradicts itself, or what the person said.',
  'faces-differ': 'The pictures show different people.',
  'picture-poor': 'A picture is too poor to be judged.',
  'liveness-doubtful': 'It is doubtful that a person was before the camera.',
  other: 'Something else; see the words.',
} as const;
export type ReviewReason = keyof typeof reviewReasons;
export const reviewReasonCodes = Object.keys(reviewReasons) as [ReviewReason, ...ReviewReason[]]; // Object.keys loses the key type
