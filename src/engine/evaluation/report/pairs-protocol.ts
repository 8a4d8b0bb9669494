import type { OperatingPoint } from '#engine/compare/operating-point.js';

/** How pairs are measured, in the words of ISO/IEC 19795-1 and 2382-37. Part of every report, so that it can be repeated. */
export const pairsProtocol = ({ metric, threshold, reviewFrom }: OperatingPoint): readonly string[] => [
  'A technology evaluation after ISO/IEC 19795-1: stored pictures, compared off line. Each picture is one sample of one subject; the labels say which pairs are mated (one subject) and which are non-mated (two).',
  'Templates: the largest face of each picture is detected in a copy whose longer side is at most 1280 pixels, aligned by five landmarks, and described by the recogniser named below, once for each picture. There is no enrolment of several pictures, no retry and no selection by quality.',
  `Comparison: ${metric === 'euclidean' ? '1 − Euclidean distance' : 'cosine similarity'} of two templates, higher is more alike. ${Number.isFinite(threshold) ? `Accepted at or above the threshold ${threshold}; from ${reviewFrom} up to it a person is asked to look, which counts as refused here.` : 'The recogniser has no threshold yet: nothing is accepted.'}`,
  'Failures to acquire (FTA) are pictures in which no face is found or that cannot be read. They are counted by themselves: the false match rate (FMR) and the false non-match rate (FNMR) are shares of the comparisons that were made. The false reject rate (FRR) adds the mated pairs that a failure cost.',
  'Bounds are one-sided, of 95 %. Clopper–Pearson takes comparisons as independent, which those that share a person are not; beside it stands the subject bootstrap, which draws people anew and keeps their comparisons together. The bootstrap says nothing where there is no error. The wider of the two is the one to trust.',
  'Thresholds other than the one in use are tested out of fold: chosen on some people, tested on others, no person on both sides.',
];
