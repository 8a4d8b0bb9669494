// Process of the reading bench: Bonafide's document reader alone, as one engine worker holds it.
import { readFile } from 'node:fs/promises';
import { createEngineTasks } from '#engine/create-engine-tasks.js';
import { loadModels } from '#engine/models/model-store.js';
import { serveReader } from './reading-process.js';

const [modelsDirectory = ''] = process.argv.slice(2);
const tasks = createEngineTasks({ models: await loadModels({ modelsDirectory }) });
serveReader(async (file) => {
  const outcome = await (await tasks).analyseDocument(await readFile(file), Date.now());
  return outcome.ok ? (outcome.value.document.mrz?.lines ?? []) : [];
});
