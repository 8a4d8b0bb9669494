import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { packageRoot } from '#engine/models/package-root.js';
import type { DashboardServices } from '#http/dashboard/dashboard-services.js';

const count = z.int().min(0);
const errorsSchema = z.object({ count, total: count, upper95: z.number().nullable() });
const setSchema = z.object({
  subjects: count,
  shipped: z.object({
    counts: z.object({
      falseMatches: errorsSchema,
      falseNonMatches: errorsSchema,
      inReviewBand: z.object({ genuine: count, impostor: count }),
    }),
  }),
});
const notAssessed = z
  .record(z.string(), count)
  .transform((reasons) => Object.values(reasons).reduce((sum, number) => sum + number, 0));

/** `docs/accuracy/figures.json`, as far as the dashboard shows it. */
const figuresSchema = z.object({
  models: z.object({ template: z.string() }),
  faces: z.object({
    press: setSchema,
    together: setSchema,
    london: setSchema.extend({
      groupComparisons: z
        .array(
          z.object({
            rates: z.array(
              z.object({
                group: z.string(),
                falseMatches: errorsSchema,
                falseNonMatches: errorsSchema,
                fmrTooSmall: z.string().nullable(),
                fnmrTooSmall: z.string().nullable(),
              }),
            ),
          }),
        )
        .min(1),
    }),
  }),
  liveness: z.object({
    bonaFide: z.object({ bpcer: errorsSchema, nonResponses: notAssessed }),
    attacks: z.array(z.object({ species: z.string(), apcer: errorsSchema, nonResponses: notAssessed })),
  }),
});

/** What `npm run accuracy` measured of this release, and which recogniser made the templates. Throws where it is not there. */
export function readPublishedAccuracy(
  file = path.join(packageRoot, 'docs', 'accuracy', 'figures.json'),
): DashboardServices['accuracy'] {
  const { models, faces, liveness } = figuresSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const [atShipped] = faces.london.groupComparisons;
  return {
    recogniserDigest: models.template,
    published: {
      sets: (['press', 'london', 'together'] as const).map((name) => {
        const { subjects, shipped } = faces[name];
        const { falseMatches, falseNonMatches, inReviewBand } = shipped.counts;
        return {
          name,
          people: subjects,
          falseMatches,
          falseNonMatches,
          inReviewBand: { mated: inReviewBand.genuine, nonMated: inReviewBand.impostor },
        };
      }),
      groups: atShipped!.rates.map(({ group, falseMatches, falseNonMatches, fmrTooSmall, fnmrTooSmall }) => ({
        group,
        falseMatches: { ...falseMatches, tooFew: fmrTooSmall !== null },
        falseNonMatches: { ...falseNonMatches, tooFew: fnmrTooSmall !== null },
      })),
      liveness: {
        bonaFide: { ...liveness.bonaFide.bpcer, notAssessed: liveness.bonaFide.nonResponses },
        attacks: liveness.attacks.map(({ species, apcer, nonResponses }) => ({
          species,
          ...apcer,
          notAssessed: nonResponses,
        })),
      },
    },
  };
}
