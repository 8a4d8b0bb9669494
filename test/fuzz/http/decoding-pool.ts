import type { FailureCode } from '#domain/failure.js';
import { fail, ok } from '#domain/outcome.js';
import { openImage } from '#engine/decode/image-source.js';
import type { EnginePool } from '#engine/pool/engine-pool.js';
import { withoutModels } from '../../support/sandbox-server.js';

/** Decodes pictures as the engine does, and finds nothing on any: there are many, and models take their time. */
const finding = (code: FailureCode) => async (bytes: Uint8Array) => {
  const opened = await openImage(bytes);
  return opened.ok ? fail({ code }) : opened;
};

export const decodingPool: EnginePool = {
  ...withoutModels,
  analyseSelfie: finding('face-not-found'),
  analyseDocument: finding('document-not-found'),
  analysePortrait: finding('face-not-found'),
  async detectFaces(bytes) {
    const opened = await openImage(bytes);
    if (!opened.ok) return opened;
    return ok({ width: opened.value.width, height: opened.value.height, faces: [], timings: {} });
  },
};
