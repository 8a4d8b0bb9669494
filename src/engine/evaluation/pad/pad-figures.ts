import { onOtherPeople, type OtherPeople } from '#engine/evaluation/pad/other-people.js';
import type { JudgedPresentation } from '#engine/evaluation/pad/presentation.js';
import { proportion, type Proportion } from '#engine/evaluation/proportion.js';

/** Why nothing was said, and how often. */
export type NonResponses = Readonly<Record<string, number>>;

/** One species of attack instrument. */
export interface SpeciesFigures {
  readonly species: string;
  readonly presentations: number;
  /** Attack presentation classification error rate: taken for bona fide, of those that were assessed. */
  readonly apcer: Proportion;
  readonly nonResponses: NonResponses;
}

export interface PadEvaluation {
  readonly threshold: number;
  readonly bonaFide: {
    readonly presentations: number;
    readonly people: number;
    /** Bona fide presentation classification error rate: taken for an attack, of those that were assessed. */
    readonly bpcer: Proportion;
    readonly nonResponses: NonResponses;
  };
  /** Worst first: a detector is as good as with the species that it knows least (ISO/IEC 30107-3). */
  readonly attacks: readonly SpeciesFigures[];
  readonly otherPeople: OtherPeople | null;
}

/** Of the people on whom a threshold is not chosen, for the figures that show how it carries over. */
const wantedBpcer = 0.02;

/** Error rates in the terms of ISO/IEC 30107-3. What was not assessed is no error, and is counted by itself. */
export function padFigures(presentations: readonly JudgedPresentation[], threshold: number): PadEvaluation {
  const live = presentations.filter(({ species }) => species === null);
  const species = new Map<string, JudgedPresentation[]>();
  for (const one of presentations) {
    if (one.species !== null) species.set(one.species, [...(species.get(one.species) ?? []), one]);
  }
  return {
    threshold,
    bonaFide: {
      presentations: live.length,
      people: new Set(live.map(({ subject }) => subject)).size,
      bpcer: shareOfAssessed(live, ({ fine }) => !fine),
      nonResponses: nonResponsesOf(live),
    },
    attacks: [...species]
      .map(([name, attacks]) => ({
        species: name,
        presentations: attacks.length,
        apcer: shareOfAssessed(attacks, ({ fine }) => fine),
        nonResponses: nonResponsesOf(attacks),
      }))
      .sort((left, right) => worseness(right) - worseness(left)),
    otherPeople: onOtherPeople(presentations, wantedBpcer),
  };
}

/** The rate, then its bound, so that of two species that were always refused the less tried one comes first. */
const worseness = ({ apcer: { rate, upper95 } }: SpeciesFigures): number => (rate ?? 2) * 10 + (upper95 ?? 1);

function shareOfAssessed(
  presentations: readonly JudgedPresentation[],
  isError: (one: JudgedPresentation) => boolean,
): Proportion {
  const assessed = presentations.filter(({ score }) => score !== null);
  return proportion(assessed.filter(isError).length, assessed.length);
}

function nonResponsesOf(presentations: readonly JudgedPresentation[]): NonResponses {
  const counts: Record<string, number> = {};
  for (const { reason } of presentations) if (reason !== null) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
