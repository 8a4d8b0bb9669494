import { setImmediate } from 'node:timers/promises';
import type { Template } from '#domain/face.js';
import { nativeScore, type Metric } from '#engine/compare/native-score.js';
import type { IndexCandidate } from '#ports/template-index.js';
import type { ConfirmedSample } from '#ports/template-records.js';

/** A template by the best of its samples. */
export interface RankedTemplate {
  readonly templateId: string;
  readonly templateNumber: number;
  readonly sampleNumber: number;
  /** Of a comparison with that sample. */
  readonly score: number;
}

export interface Ranking {
  /** By falling score; equal scores by rising template number. */
  readonly ranked: readonly RankedTemplate[];
  /** Every candidate that was asked for is still there: nobody who is gone has kept another one out. */
  readonly whole: boolean;
}

/** Samples that are opened at once: some 10 ms of the event loop. */
const openedAtOnce = 100;

/**
 * Compares the probe with what the records hold of each candidate, the most promising first, until none of the others can
 * come in any more.
 */
export async function rankCandidates(options: {
  /** By falling greatest score. */
  readonly candidates: readonly IndexCandidate[];
  readonly probe: Template;
  readonly metric: Metric;
  readonly limit: number;
  readonly threshold: number;
  /** Those of the samples that are still there. */
  readonly open: (sampleNumbers: readonly number[]) => Promise<ReadonlyMap<number, ConfirmedSample>>;
}): Promise<Ranking> {
  const { candidates, probe, metric, limit, threshold, open } = options;
  let ranked: RankedTemplate[] = [];
  let whole = true;
  for (let done = 0; done < candidates.length; done += openedAtOnce) {
    const worst = ranked[limit - 1];
    if (worst !== undefined && candidates[done]!.greatestScore < worst.score) break;
    if (done > 0) await setImmediate();
    const some = candidates.slice(done, done + openedAtOnce);
    const opened = await open(some.map(({ sampleNumber }) => sampleNumber));
    whole &&= opened.size === some.length;
    const scored = some.flatMap(({ templateNumber, sampleNumber }): RankedTemplate[] => {
      const sample = opened.get(sampleNumber);
      if (sample === undefined) return [];
      const score = nativeScore(metric, probe, sample.template);
      return score < threshold ? [] : [{ templateId: sample.templateId, templateNumber, sampleNumber, score }];
    });
    ranked = bestOf([...ranked, ...scored], limit);
  }
  return { ranked, whole };
}

/** At most `limit` templates, each by its best sample. */
function bestOf(scored: RankedTemplate[], limit: number): RankedTemplate[] {
  scored.sort(
    (left, right) =>
      right.score - left.score || left.templateNumber - right.templateNumber || left.sampleNumber - right.sampleNumber,
  );
  const byTemplate = new Map<number, RankedTemplate>();
  for (const one of scored) {
    if (!byTemplate.has(one.templateNumber)) byTemplate.set(one.templateNumber, one);
  }
  return [...byTemplate.values()].slice(0, limit);
}
