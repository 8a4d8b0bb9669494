/** See set-up-settings.mjs. */
export function setUpSettings(sources: {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly dotEnv: string | null;
  readonly workingDirectory: string;
  readonly root: string;
}): { readonly BONAFIDE_MODELS_DIR: string; readonly BONAFIDE_OFFLINE: string | undefined };
