import type { ModelCard } from '#domain/card.js';
import type { DeepfakeModel } from '#domain/deepfake-model.js';
import { installDeepfakeCommand, loadInstalledDeepfakeModel } from '#engine/deepfake/installed-deepfake-model.js';
import { installCommand, loadInstalledModels } from '#engine/models/installed-models.js';
import { modelBundleNames, modelBundles, modelIds, readModelCard } from '#engine/models/model-cards.js';

/** `part-of-a-package`: always there, checked at each start. `unusable`: a file is missing or altered; `problem` names it. */
type Standing =
  | { readonly status: 'part-of-a-package' | 'installed' }
  | { readonly status: 'not-installed'; readonly command: string }
  | { readonly status: 'unusable'; readonly problem: string };

export type ListedModel = (ModelCard | DeepfakeModel | { readonly id: 'deepfake' }) & Standing;

/** Every model that the engine knows, those of packages first, then what an operator can install, as it is on this machine. */
export async function listModels(modelsDirectory: string): Promise<ListedModel[]> {
  const shipped = await Promise.all(modelIds.map((id) => readModelCard(id)));
  const bundles = await Promise.all(
    modelBundleNames.map(async (bundle): Promise<ListedModel[]> => {
      const standing = standingOf(await loadInstalledModels(bundle, modelsDirectory), installCommand(bundle));
      const cards = await Promise.all(modelBundles[bundle].map((id) => readModelCard(id)));
      return cards.map((card) => ({ ...card, ...standing }));
    }),
  );
  const deepfake = await loadInstalledDeepfakeModel(modelsDirectory);
  const own = deepfake.status === 'installed' ? deepfake.model : ({ id: 'deepfake' } as const);
  return [
    ...shipped.map((card): ListedModel => ({ ...card, status: 'part-of-a-package' })),
    ...bundles.flat(),
    { ...own, ...standingOf(deepfake, installDeepfakeCommand) },
  ];
}

function standingOf(
  found: { readonly status: 'not-installed' | 'installed' } | { readonly status: 'unusable'; readonly problem: string },
  command: string,
): Standing {
  if (found.status === 'unusable') return { status: 'unusable', problem: found.problem };
  return found.status === 'installed' ? { status: 'installed' } : { status: 'not-installed', command };
}

/** For a terminal. */
export function modelLines(model: ListedModel): string {
  const first = 'version' in model ? `${model.id}  ${model.version}  ${model.licence}` : `${model.id}  your own net`;
  const digest = 'onnxSha256' in model ? model.onnxSha256 : 'sha256' in model ? model.sha256 : null;
  const title = 'title' in model && model.title !== undefined ? [`  ${model.title}`] : [];
  return [digest === null ? first : `${first}  sha256 ${digest.slice(0, 12)}…`, ...title, ...standingLine(model)].join(
    '\n',
  );
}

function standingLine(model: Standing): string[] {
  switch (model.status) {
    case 'part-of-a-package':
      return [];
    case 'installed':
      return ['  installed'];
    case 'not-installed':
      return [`  not installed, part of no package: ${model.command}`];
    case 'unusable':
      return [`  altered or incomplete, not used: ${model.problem}`];
  }
}
