import { Gallery } from '#adapters/template-index/gallery.js';
import { createDotKernel } from '#adapters/template-index/kernel/dot-kernel.js';
import { largestBlock } from '#adapters/template-index/vector-block.js';
import { IndexFullError, type IndexUsage, type TemplateIndex } from '#ports/template-index.js';
import type { Owner } from '#ports/records.js';
import type { TemplateChange } from '#ports/template-records.js';

/** Of one application and mode: by recogniser, of which there are few. */
type OwnersGalleries = Map<string, Gallery>;

/** What all galleries take together; kept up, because an installation may have thousands. */
interface Totals {
  templates: number;
  samples: number;
  bytes: number;
}

/** An index in the memory of this thread that misses nobody. */
export function createMemoryTemplateIndex(options: { readonly largestBytes: number }): TemplateIndex {
  const { largestBytes } = options;
  const byOwner = new Map<string, OwnersGalleries>();
  let totals: Totals = { templates: 0, samples: 0, bytes: 0 };
  let position = 0;
  const kernel = createDotKernel(largestBlock);

  const galleryOf = ({ digest, ...owner }: Owner & { readonly digest: string }): Gallery | undefined =>
    byOwner.get(nameOf(owner))?.get(digest);

  /** Changes a gallery, and the totals by as much. */
  function change(gallery: Gallery, work: () => void): void {
    const [sizeBefore, bytesBefore] = [gallery.size, gallery.bytes];
    work();
    const { templates, samples } = gallery.size;
    totals = {
      templates: totals.templates + templates - sizeBefore.templates,
      samples: totals.samples + samples - sizeBefore.samples,
      bytes: totals.bytes + gallery.bytes - bytesBefore,
    };
  }

  function apply(told: TemplateChange): void {
    const { owner, templateNumber } = told;
    const galleries = byOwner.get(nameOf(owner)) ?? new Map<string, Gallery>();
    for (const [digest, gallery] of galleries) {
      change(gallery, () => gallery.remove(templateNumber));
      if (gallery.size.samples === 0) galleries.delete(digest);
    }
    for (const { number, template } of told.kind === 'deleted' ? [] : told.samples) {
      const { digest, vector } = template;
      const gallery = galleries.get(digest) ?? new Gallery(vector.length);
      galleries.set(digest, gallery);
      change(gallery, () => gallery.add(templateNumber, number, vector));
    }
    if (galleries.size > 0) byOwner.set(nameOf(owner), galleries);
    else byOwner.delete(nameOf(owner));
    if (totals.bytes > largestBytes) {
      throw new IndexFullError(`the templates take more than the ${largestBytes} bytes that they may`);
    }
  }

  function clear(): void {
    byOwner.clear();
    totals = { templates: 0, samples: 0, bytes: 0 };
    position = 0;
  }

  return {
    get position() {
      return position;
    },
    get usage(): IndexUsage {
      return { ...totals, largestBytes };
    },
    async apply(changes, { after, upTo }) {
      if (after !== position) return;
      for (const told of changes) apply(told);
      position = upTo;
    },
    async size(gallery) {
      return galleryOf(gallery)?.size ?? { templates: 0, samples: 0 };
    },
    async search(gallery, probe) {
      return galleryOf(gallery)?.search(probe, kernel) ?? [];
    },
    async clear() {
      clear();
    },
    async close() {
      clear();
    },
  };
}

const nameOf = ({ applicationId, mode }: Owner): string => JSON.stringify([applicationId, mode]);
