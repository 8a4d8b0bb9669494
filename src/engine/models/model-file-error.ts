/** What is wrong with a model file. */
export type ModelFileFault = 'missing' | 'altered' | 'unreadable' | 'unfit';

const faultDescriptions: Record<ModelFileFault, string> = {
  missing: 'is missing',
  altered: 'is not the file that the model card pins (its SHA-256 differs)',
  unreadable: 'cannot be read',
  unfit: 'does not do what its card says',
};

/** A model cannot be used: an error that names the file and the remedy, never a silent gap in what the server checks. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError';

  constructor(
    readonly modelId: string,
    readonly filePath: string,
    readonly fault: ModelFileFault,
    options: ErrorOptions & {
      /** What puts the file back. */
      readonly remedy?: string;
    } = {},
  ) {
    const { remedy = 'reinstall the packages with "npm ci"', ...errorOptions } = options;
    super(`model ${modelId}: ${filePath} ${faultDescriptions[fault]}; ${remedy}`, errorOptions);
  }
}
