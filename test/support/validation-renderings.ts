import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { evaluateDocuments, type DocumentEvaluation } from '#engine/evaluation/documents.js';
import { createEvaluationPool } from '#engine/evaluation/documents/evaluation-pool.js';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import type { SampleFile } from '#specimens/sample-set/render-samples.js';

/** Dates the renderings and the readings. */
export const renderingDate = new Date('2026-05-01T12:00:00Z');

/** What sets are rendered with: the shipped photos and, so that every machine renders alike, no OCR-B. */
export const renderingSources = {
  photosDirectory: path.join(findPackageFolder('@vladmandic/face-api')!, 'demo'),
  ocrBFile: null,
  now: renderingDate,
};

/** Writes a rendered set to a folder of its own, reads it in two worker threads of `dist/`, and counts. */
export async function evaluateRenderings(files: AsyncIterable<SampleFile>): Promise<DocumentEvaluation> {
  const root = await mkdtemp(path.join(tmpdir(), 'bonafide-renderings-'));
  const pool = createEvaluationPool({
    workerFile: path.resolve(import.meta.dirname, '../../dist/engine/evaluation/documents/worker.js'),
    modelsDirectory: path.join(tmpdir(), 'bonafide-test-models'),
    workers: 2,
    root,
    now: renderingDate,
  });
  try {
    for await (const { name, bytes } of files) await writeFile(path.join(root, name), bytes);
    const truthFile = path.join(root, 'truth.json');
    return (await evaluateDocuments({ truthFile, evaluate: pool.evaluate, jobs: 2 })).evaluation;
  } finally {
    await pool.close();
    await rm(root, { recursive: true });
  }
}
