/** See optional-models.mjs. */
export function installOptionalModels(options: {
  readonly modelsDirectory: string;
  readonly cards: string;
  /** Arguments of Node that start the command line. */
  readonly commandLine: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
}): void;
