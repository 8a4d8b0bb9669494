import { z } from 'zod';
import { timeSchema } from '#contract/time.js';
import { faceAssessmentSchema } from '#domain/face.js';
import { searchCandidateSchema } from '#domain/operation.js';
import { templateIdSchema } from '#domain/template.js';
import { metadataSchema, userIdentifierSchema } from '#domain/verification-context.js';

export const templateResourceSchema = z.strictObject({
  id: templateIdSchema,
  object: z.literal('template'),
  createdAt: timeSchema,
  updatedAt: timeSchema,
  livemode: z.boolean(),
  userIdentifier: z.string().nullable(),
  label: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()).nullable(),
  samples: z
    .array(
      z.strictObject({
        id: z.uuid(),
        createdAt: timeSchema,
        quality: z.number().describe('Unified quality score, 0 to 100.'),
        recogniser: z.string().describe('What made it; a search finds samples of the recogniser in use alone.'),
        imageFileId: z.string().nullable().describe('The stored picture, where the application keeps them.'),
      }),
    )
    .describe('Oldest first. Never with their vectors: those do not leave the server.'),
});

/** What may be said of a person who is enrolled. */
export const enrolFieldsSchema = z.strictObject({
  templateId: templateIdSchema
    .optional()
    .describe('Enrols under this id; one that is there gets another sample. Left out: a new one.'),
  userIdentifier: userIdentifierSchema.optional().describe('Your name for the person: templates are erased by it.'),
  label: z.string().min(1).max(256).optional().describe('Anything that helps you recognise the entry.'),
  metadata: metadataSchema.optional().describe('An object of yours, at most 16 kB of JSON.'),
});

export const enrolmentResourceSchema = z.strictObject({
  object: z.literal('enrolment'),
  verificationId: z.uuid().describe('The record of this call.'),
  templateId: z.string(),
  sampleId: z.uuid(),
  face: faceAssessmentSchema,
});

export const searchFieldsSchema = z.strictObject({
  limit: z.int().min(1).max(100).default(1).describe('Candidates, at most.'),
});

export const searchResourceSchema = z.strictObject({
  object: z.literal('search'),
  verificationId: z.uuid().describe('The record of this call.'),
  face: faceAssessmentSchema,
  candidates: z.array(searchCandidateSchema).describe('By falling score; empty: nobody was found.'),
  threshold: z.number().describe('Native score from which somebody counts as found; rises with the gallery.'),
  gallerySize: z.int().describe('Templates that were searched.'),
});
