import type { Random } from '#specimens/random.js';

/** How the descriptors of a recogniser lie: what is needed to make others that lie so, and tells of nobody. */
export interface DescriptorStatistics {
  readonly dimensions: number;
  /** Length of the mean of all people. */
  readonly meanLength: number;
  /** Of two people: mean of the squared distance, and in how many equal directions its spread would be the same. */
  readonly between: Spread;
  /** Of two pictures of one person. */
  readonly within: Spread;
}

export interface Spread {
  /** Mean of the squared distance of two draws, E. */
  readonly meanSquare: number;
  /** 2 E² / variance of the squared distance: the degrees of freedom of a scaled chi-square with both moments. */
  readonly directions: number;
}

/**
 * Of the shipped recogniser's templates, which have length 1: measured on 6834 pairs of two people and 68 of one (Face
 * Research Lab London Set) and on 21849 and 1804 (press photos of 15 people). Squared distances of two people are .316 and
 * .301 on average with 35 and 48 directions, of one person .021 and .093 with 6 and 14; length of the mean .93 (press
 * photos). Between the sets, pictures of one person in the middle; length 1 takes some of the spread, so that people who are
 * drawn have 48 directions.
 */
export const shippedDescriptorStatistics: DescriptorStatistics = {
  dimensions: 128,
  meanLength: 0.92,
  between: { meanSquare: 0.308, directions: 40 },
  within: { meanSquare: 0.057, directions: 10 },
};

/** Makes people and pictures of them. */
export interface SyntheticDescriptors {
  /** A new person. */
  person(): Float64Array;
  /** The descriptor of a new picture of one; its length is 1. */
  pictureOf(person: Float64Array): Float32Array;
}

/** Normal in directions of falling deviation that have nothing to do with the axes, as a net's have not. */
export function createSyntheticDescriptors(statistics: DescriptorStatistics, random: Random): SyntheticDescriptors {
  const { dimensions, meanLength } = statistics;
  const basis = orthonormalBasis(dimensions, random);
  // In the direction in which people differ least: to bring a descriptor to length 1 then takes little of what they differ by.
  const mean = scaled(basis.at(-1)!, meanLength);
  const within = variances(dimensions, statistics.within).map(Math.sqrt);
  // Pictures of two people differ by the people and by the pictures.
  const between = variances(dimensions, statistics.between).map((variance, i) =>
    Math.sqrt(Math.max(0, variance - within[i]! ** 2)),
  );

  function moved(from: Float64Array, by: readonly number[]): Float64Array {
    const to = from.slice();
    for (const [i, deviation] of by.entries()) {
      if (deviation < 1e-6) continue; // moves nothing, and most are of this kind
      const step = deviation * random.normal();
      const direction = basis[i]!;
      for (let d = 0; d < dimensions; d++) to[d]! += step * direction[d]!;
    }
    return to;
  }

  return {
    person: () => moved(mean, between),
    pictureOf: (person) => Float32Array.from(unitLength(moved(person, within))),
  };
}

/** Variances that fall geometrically, with the two wanted moments of the squared distance of two draws. */
function variances(dimensions: number, { meanSquare, directions }: Spread): number[] {
  // (Σλ)²/Σλ² of λ = 1, r, r², … rises from 1 to the number of dimensions as r does from 0 to 1.
  const spreadOf = (ratio: number): number =>
    ((1 + ratio) / (1 - ratio)) * ((1 - ratio ** dimensions) / (1 + ratio ** dimensions));
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (spreadOf(middle) < directions) low = middle;
    else high = middle;
  }
  const powers = Array.from({ length: dimensions }, (_, i) => low ** i);
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => ((meanSquare / 2) * power) / sum);
}

/** Gram-Schmidt over normal vectors: any direction is as likely as any other. */
function orthonormalBasis(dimensions: number, random: Random): Float64Array[] {
  const basis: Float64Array[] = [];
  while (basis.length < dimensions) {
    const vector = Float64Array.from({ length: dimensions }, () => random.normal());
    for (const known of basis) {
      const share = dot(vector, known);
      for (let d = 0; d < dimensions; d++) vector[d]! -= share * known[d]!;
    }
    basis.push(unitLength(vector));
  }
  return basis;
}

const scaled = (vector: Float64Array, factor: number): Float64Array => vector.map((value) => value * factor);

const unitLength = (vector: Float64Array): Float64Array => scaled(vector, 1 / Math.sqrt(dot(vector, vector)));

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < left.length; d++) sum += left[d]! * right[d]!;
  return sum;
}
