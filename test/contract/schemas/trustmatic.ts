import { z } from 'zod';

// Written from seed 004, and README.md for the calls that the same vendor publishes elsewhere.

const sessionId = z.string().min(1).max(128);

/** "Response - face verification passed", and "not passed". */
export const scored = z.strictObject({ sessionId, score: z.int().min(0).max(100), hasError: z.literal(false) });

/** `face/liveness` and `document/liveness`: "score 0–1". */
export const liveness = z.strictObject({ sessionId, score: z.number().min(0).max(1), hasError: z.literal(false) });

/** "Response - error": no score. */
export const failed = z.strictObject({ sessionId, hasError: z.literal(true), error: z.string().regex(/^[A-Z_]+$/) });

/** Of the protocol, before a session is known. */
export const refused = failed.partial({ sessionId: true });

/** Seed 004, "List of errors". */
export const errors = [
  'MISSING_PROBE_IMAGE',
  'MISSING_REFERENCE_IMAGE',
  'PROBE_FACE_NOT_FOUND',
  'REFERENCE_FACE_NOT_FOUND',
  'INTERNAL_ERROR',
] as const;
