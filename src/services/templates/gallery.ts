import { setImmediate } from 'node:timers/promises';
import type { Template } from '#domain/face.js';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { searchThreshold } from '#engine/compare/search-threshold.js';
import type { Owner, Records } from '#ports/records.js';
import type { IndexUsage, TemplateIndex } from '#ports/template-index.js';
import { rankCandidates } from '#services/templates/rank-candidates.js';

export interface FoundTemplate {
  readonly templateId: string;
  /** Native score of its best sample. */
  readonly score: number;
}

export interface GallerySearchRequest {
  readonly owner: Owner;
  readonly probe: Template;
  /** Templates, at most. */
  readonly limit: number;
  readonly operatingPoint: OperatingPoint;
  /** Searches of strangers that may find somebody, as a share; null: the threshold of comparisons. */
  readonly wantedFpir: number | null;
}

export interface GallerySearch {
  /** By falling score. */
  readonly found: readonly FoundTemplate[];
  readonly threshold: number;
  /** Templates that were searched: those of the probe's recogniser. */
  readonly templates: number;
  /** The last change that the search took into account. */
  readonly position: number;
}

/** The enrolled people of all applications, as they are now. */
export interface Gallery {
  readonly usage: IndexUsage;
  /** No room for another template. */
  readonly full: boolean;
  /** Brings the index up to everything that is durable at this moment. */
  follow(): Promise<void>;
  /**
   * Sees every template that was durable when it began, whichever process enrolled it, and none that had been deleted
   * when it asked the records about it, which is the last thing that it does.
   */
  search(request: GallerySearchRequest): Promise<GallerySearch>;
}

/** Changes that are read at once: opening their seals holds up the event loop for some 10 ms. */
const changesAtOnce = 250;

/** How often a search begins anew because templates changed under it; after that it leaves out what is gone. */
const mostTries = 3;

/** Enrolling stops below the bound, so that what several processes enrol at the same moment still fits. */
const fullShare = 0.98;

/** Searches an index and answers by the records: the index may be behind, or empty again, at any time. */
export function createGallery(dependencies: {
  readonly records: Pick<Records, 'templates'>;
  readonly index: TemplateIndex;
  /** Told after every part of the changes that the index takes in. */
  readonly onProgress?: (progress: { readonly position: number; readonly last: number }) => void;
}): Gallery {
  const { index, onProgress } = dependencies;
  const { templates } = dependencies.records;
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  async function catchUp(): Promise<void> {
    const { last, swept } = await templates.position();
    // What was deleted and swept while this process slept would never be told.
    if (index.position > 0 && index.position < swept) await index.clear();
    while (index.position < last) {
      const after = index.position;
      const changes = await templates.changesSince(after, changesAtOnce);
      const told = changes.at(-1)?.change ?? last;
      await index.apply(changes, { after, upTo: changes.length < changesAtOnce ? Math.max(last, told) : told });
      onProgress?.({ position: index.position, last });
      await setImmediate();
    }
  }

  /** One at a time. Who asks while one runs waits for the next, which sees all that is durable now; it is shared. */
  function follow(): Promise<void> {
    next ??= running
      .catch(() => undefined) // whoever waits for that one is told
      .then(() => {
        running = next ?? running;
        next = null;
        return catchUp();
      });
    return next;
  }

  return {
    get usage() {
      return index.usage;
    },
    get full() {
      return index.usage.bytes > fullShare * index.usage.largestBytes;
    },
    follow,
    async search({ owner, probe, limit, operatingPoint, wantedFpir }) {
      const gallery = { ...owner, digest: probe.digest };
      for (let tries = 1; ; tries++) {
        await follow();
        const { position } = index;
        const size = await index.size(gallery);
        const { threshold } = searchThreshold({ gallerySamples: size.samples, wantedFpir, operatingPoint });
        const { metric } = operatingPoint;
        const candidates = await index.search(gallery, { vector: probe.vector, metric, limit, threshold });
        const { ranked, whole } = await rankCandidates({
          candidates,
          probe,
          metric,
          limit,
          threshold,
          open: (sampleNumbers) => templates.confirm(owner, sampleNumbers),
        });
        if (whole || tries === mostTries) {
          const found = ranked.map(({ templateId, score }): FoundTemplate => ({ templateId, score }));
          return { found, threshold, templates: size.templates, position };
        }
      }
    },
  };
}
