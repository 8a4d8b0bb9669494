import { withBound } from '#engine/evaluation/report/number-words.js';
import type { JudgedWords } from '#engine/evaluation/report/judged-report.js';
import type { NonResponses, PadEvaluation } from '#engine/evaluation/pad/pad-figures.js';

/** The figures of presentations for a terminal. */
export function padRows(
  { bonaFide, attacks, otherPeople, threshold }: PadEvaluation,
  words: Pick<JudgedWords, 'bonaFide' | 'attack'>,
): [string, string][] {
  const rows: [string, string][] = [
    ['threshold', String(threshold)],
    [`${words.bonaFide}, ${bonaFide.people} people: refused (BPCER)`, withBound(bonaFide.bpcer)],
    [`${words.bonaFide}: not assessed`, nonResponses(bonaFide.presentations, bonaFide.nonResponses)],
    ...attacks.flatMap(({ species, presentations, apcer, nonResponses: silent }): [string, string][] => [
      [`${words.attack} ${species}: passed (APCER)`, withBound(apcer)],
      [`${words.attack} ${species}: not assessed`, nonResponses(presentations, silent)],
    ]),
  ];
  if (otherPeople !== null) {
    const { thresholds, bpcer, apcer, wantedBpcer } = otherPeople;
    rows.push(
      [`chosen on other people for ${wantedBpcer * 100} %`, thresholds.map((one) => one.toFixed(3)).join(' and ')],
      [`  ${words.bonaFide} refused there`, withBound(bpcer)],
      [`  every ${words.attack} passed there`, withBound(apcer)],
    );
  }
  return rows;
}

function nonResponses(total: number, counts: NonResponses): string {
  const sum = Object.values(counts).reduce((left, right) => left + right, 0);
  const reasons = Object.entries(counts).map(([reason, count]) => `${reason} ${count}`);
  return [`${sum} of ${total}`, ...reasons].join(', ');
}
