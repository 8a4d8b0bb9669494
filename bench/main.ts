import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { createEngineTasks } from '#engine/create-engine-tasks.js';
import { openImage } from '#engine/decode/image-source.js';
import { loadInstalledModels } from '#engine/models/installed-models.js';
import { loadModels } from '#engine/models/model-store.js';
import { packageRoot } from '#engine/models/package-root.js';
import { startBenchedServer } from './benched-server.js';
import { benchVideo } from './bench-video.js';
import { benchDocumentReading } from './document-reading.js';
import { benchFacePath } from './face-path.js';
import { benchIdentifySignals } from './identify-signals.js';
import { modelsWithNets } from './installed-nets.js';
import { benchPictures, type BenchPictures } from './pictures.js';
import { installReadingPeers } from './reading-peers.js';
import { benchOverload, overloadLines } from './overload.js';
import { report, reportLiveness, reportPart } from './report.js';
import { benchScale, scaleLines } from './scale.js';
import { benchSelfieSignals } from './selfie-signals.js';
import { distribution, measure, type Distribution } from './statistics.js';
import { benchVideoPath } from './video-path.js';

const modelsDirectory = path.join(packageRoot, '.models');
const note = (text: string): void => void process.stderr.write(`bench: ${text}\n`);

const stageRuns = 9;
const passports = 10;
const bursts = 3;
const burstSize = 8;

async function decoded(bytes: Uint8Array) {
  const opened = await openImage(bytes);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value.resized(1280);
}

/** Medians of each stage of one picture's analysis, on one thread. */
async function stages(analyse: () => ReturnType<EngineTasks['analyseSelfie' | 'analyseDocument']>) {
  const times = new Map<string, number[]>();
  for (let run = -1; run < stageRuns; run++) {
    const startedAt = performance.now();
    const outcome = await analyse();
    if (!outcome.ok) throw new Error(outcome.failure.code);
    if (run < 0) continue;
    for (const [stage, ms] of [
      ...Object.entries(outcome.value.timings),
      ['total', performance.now() - startedAt],
    ] as const) {
      times.set(stage, [...(times.get(stage) ?? []), ms]);
    }
  }
  return Object.fromEntries([...times].map(([stage, ms]): [string, Distribution] => [stage, distribution(ms)]));
}

/** What quality and liveness cost: of a selfie, and of a video. */
async function liveness(scratch: string, pictures: BenchPictures, selfies: readonly Uint8Array[]) {
  const directory = await modelsWithNets(modelsDirectory, scratch);
  note('quality and liveness of a selfie, with and without by turns …');
  const options = {
    models: await loadModels({ modelsDirectory: directory }),
    attackDetection: await loadInstalledModels('minifasnet', directory),
  };
  const signals = await benchSelfieSignals(selfies, options);
  note('the same of document and selfie together …');
  const identify = await benchIdentifySignals(pictures, options, directory);
  note('a selfie video of 5 s …');
  const video = await benchVideo(scratch);
  return { signals, identify, video: video === null ? null : await benchVideoPath(video, directory) };
}

const json = process.argv.includes('--json');
const machine = { cores: availableParallelism(), processor: cpus()[0]?.model ?? 'unknown', node: process.version };

const scratch = await mkdtemp(path.join(tmpdir(), 'bonafide-bench-'));
try {
  note('rendering pictures …');
  const pictures = await benchPictures();
  const selfies = [pictures.selfie, pictures.portraitPhoto];
  if (process.argv.includes('--scale')) {
    const templates = [1_000, 10_000, 100_000, ...(process.argv.includes('--million') ? [1_000_000] : [])];
    reportPart(machine, await benchScale({ scratch, pictures, modelsDirectory, templates, note }), scaleLines, json);
  } else if (process.argv.includes('--overload')) {
    const short = process.argv.includes('--short');
    const load = { overloadMinutes: short ? 0.5 : 5, soakMinutes: short ? 1 : 30 };
    const taken = { document: pictures.passportPhoto, selfie: pictures.selfie };
    reportPart(machine, await benchOverload({ scratch, ...taken, ...load, note }), overloadLines, json);
  } else if (process.argv.includes('--liveness')) {
    reportLiveness(machine, await liveness(scratch, pictures, selfies), json);
  } else {
    await everything(pictures, selfies);
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}

async function everything(pictures: BenchPictures, selfies: readonly Uint8Array[]): Promise<void> {
  note('the face path, against face-api on tfjs-wasm …');
  const facePath = await benchFacePath(
    [await decoded(pictures.portraitPhoto), await decoded(pictures.selfie)],
    modelsDirectory,
  );

  const withPeers = process.argv.includes('--peers');
  const peersFolder = withPeers ? path.join(scratch, 'peers') : null;
  if (peersFolder !== null) {
    note('installing the peers of document reading from npm, into a temporary folder …');
    await installReadingPeers(peersFolder);
  }
  note(`reading passports${withPeers ? ', against mrz-detection and tesseract.js' : ' (--peers compares)'} …`);
  const reading = await benchDocumentReading(scratch, modelsDirectory, passports, peersFolder);

  note('stages on one thread …');
  const tasks = await createEngineTasks({ models: await loadModels({ modelsDirectory }) });
  const selfieStages = await stages(() => tasks.analyseSelfie(pictures.selfie));
  const documentStages = await stages(() => tasks.analyseDocument(pictures.document, Date.now()));

  note('the server, over HTTP …');
  const server = await startBenchedServer(scratch);
  const http = await (async () => {
    try {
      const identify = async (document: Uint8Array): Promise<void> => {
        const { status, same } = await server.identify(document, pictures.selfie12);
        if (status !== 200 || same !== true) throw new Error(`doc/identify answered ${status}, same ${same}`);
      };
      const twelveMegapixels = await measure(7, () => identify(pictures.document12));
      const loop = await server.watchLoop(async () => {
        for (let burst = 0; burst < bursts; burst++) {
          await Promise.all(Array.from({ length: burstSize }, () => identify(pictures.document12)));
        }
      });
      return { readyAfterMs: server.readyAfterMs, twelveMegapixels, loop };
    } finally {
      await server.stop();
    }
  })();

  report(
    {
      machine,
      facePath,
      reading,
      selfieStages,
      documentStages,
      liveness: await liveness(scratch, pictures, selfies),
      http,
    },
    json,
  );
}
