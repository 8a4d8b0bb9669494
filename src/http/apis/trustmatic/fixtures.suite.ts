/** Seed 004, "Request". The pictures are cut short there; these are put in their places. */
export const publishedRequest = (probe: string, reference: string) => ({
  sessionId: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
  probe: { imageBase64: probe },
  reference: { imageBase64: reference },
});

/** Seed 004, "Response", letter for letter. */
export const publishedAnswers = {
  passed: { sessionId: 'bbbf9002-c3a2-4308-b103-d80b9f5a2b84', score: 99, hasError: false },
  'not passed': { sessionId: 'bbbf9002-c3a2-4308-b103-d80b9f5a2b84', score: 23, hasError: false },
  error: { sessionId: 'bbbf9002-c3a2-4308-b103-d80b9f5a2b84', hasError: true, error: 'MISSING_PROBE_IMAGE' },
} as const;

/** Seed 004, "List of errors". */
export const publishedErrors = [
  'MISSING_PROBE_IMAGE',
  'MISSING_REFERENCE_IMAGE',
  'PROBE_FACE_NOT_FOUND',
  'REFERENCE_FACE_NOT_FOUND',
  'INTERNAL_ERROR',
] as const;
