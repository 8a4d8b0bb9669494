import { twoColumns } from '#cli/terminal.js';
import type { CalibratedPolicy } from '#domain/calibrated-policy.js';
import { percent, withBound } from '#engine/evaluation/report/number-words.js';

/** A policy for a terminal. */
export function policyText(policy: Omit<CalibratedPolicy, 'version' | 'createdAtEpochMs'>): string {
  const { evidence, interval, data } = policy;
  return twoColumns(
    [
      ['policy', policy.name],
      ['threshold', `${policy.threshold}: false match rate at most ${percent(policy.wantedFmr)} (95 %)`],
      [
        'where exactly that rate lies (98 %)',
        `${interval.from.toFixed(4)} to ${interval.to === null ? 'above every score seen' : interval.to.toFixed(4)}`,
      ],
      ['review from', `${policy.reviewFrom}: at most ${percent(policy.reviewFmr)}`],
      ['false matches at the threshold', withBound(policy.falseMatches)],
      [
        'false non-matches at the threshold',
        policy.falseNonMatches === null ? 'no mated pairs' : withBound(policy.falseNonMatches),
      ],
      [
        'evidence',
        `${evidence.comparisons} non-mated comparisons of ${evidence.people} people: ${evidence.pairsOfPeople} pairs of people, design effect ${evidence.designEffect.toFixed(1)}, worth ${Math.floor(evidence.effective)}`,
      ],
      ...policy.falseMatchRates.map(({ score, rate }): [string, string] => [
        `false match rate at ${score}`,
        `at most ${percent(rate)}`,
      ]),
      ['recogniser', policy.recogniserDigest],
      ...(data.pictures === null ? [] : ([['pictures, sha256', data.pictures]] as [string, string][])),
      ['labels, sha256', data.labels],
    ],
    '',
  );
}
