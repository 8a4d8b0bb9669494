import { Argument, type Command } from 'commander';
import type { CliContext } from '#cli/context.js';
import { UsageError } from '#cli/files.js';
import { modelBundleNames, type ModelBundle } from '#engine/models/model-cards.js';
import { installDeepfakeModel } from '#main/install-deepfake-model.js';
import { installModels } from '#main/install-models.js';
import { installRecogniser } from '#main/install-recogniser.js';
import { readProcessConfig } from '#main/process-config.js';

/** What is described by the operator rather than by a card of this package. */
const ownKinds = ['recogniser', 'deepfake'] as const;
type OwnKind = (typeof ownKinds)[number];

interface Options {
  readonly from?: string | undefined;
  readonly mirror?: string | undefined;
  readonly url?: string | undefined;
  readonly sha256?: string | undefined;
}

const pinnedUrl = ({ url, sha256 }: Options): { href: string; sha256: string } | null =>
  url === undefined || sha256 === undefined ? null : { href: url, sha256 };

/** `bonafide models install`. */
export function registerModelsInstall(models: Command, context: CliContext): void {
  const { terminal } = context;
  const onFile = (file: string, place: string): void => {
    if (/^https?:/.test(place)) terminal.note(`models: downloading ${file} from ${place}`);
    else terminal.progress(`models: ${file} from ${place}`);
  };

  async function installOwn(kind: OwnKind, { from, url, sha256 }: Options): Promise<void> {
    if (from === undefined) throw new UsageError(`no ${kind} of yours can be guessed: name its descriptor with --from`);
    if (kind === 'deepfake') {
      if (url !== undefined) throw new UsageError('a net against deepfakes is installed from your own disk');
      const { folder, model } = await installDeepfakeModel(from, context.modelsDirectory());
      terminal.note(`models: ${model.id} ${model.version} is installed in ${folder}`);
      return;
    }
    const { config } = readProcessConfig();
    const { folder, model } = await installRecogniser({ config, from, url: pinnedUrl({ url, sha256 }), onFile });
    terminal.note(`models: ${model.id} ${model.version} is installed in ${folder}`);
    terminal.note(`models: it decides nothing until it is chosen: bonafide models use ${model.id}`);
  }

  models
    .command('install')
    .description('keep nets that are not part of a package, each checked against its card or descriptor')
    .addArgument(
      new Argument('<id>', 'of the catalogue (bonafide models list), or one of your own: recogniser, deepfake').choices(
        [...modelBundleNames, ...ownKinds],
      ),
    )
    .option('--from <path>', 'a folder with the files, or the file; nothing is downloaded. Of your own: its descriptor')
    .option('--mirror <url>', 'download from this folder in place of their authors’ repository')
    .option('--url <url>', 'download the net from here; with --sha256')
    .option('--sha256 <digest>', 'what the net at --url has to be')
    .action(async (id: ModelBundle | OwnKind, options: Options) => {
      const { from, mirror, url, sha256 } = options;
      if ((url === undefined) !== (sha256 === undefined)) throw new UsageError('--url and --sha256 belong together');
      if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) {
        throw new UsageError('--sha256 has 64 digits, 0–9 and a–f');
      }
      if (id === 'recogniser' || id === 'deepfake') return installOwn(id, options);
      if (url !== undefined && from !== undefined) throw new UsageError('either --url or --from');
      const folder = await installModels({
        bundle: id,
        config: readProcessConfig().config,
        from: from ?? null,
        mirror: mirror ?? null,
        url: pinnedUrl(options),
        onFile,
      });
      terminal.note(`models: ${id} is installed in ${folder}`);
    });
}
