import path from 'node:path';
import util from 'node:util'; // imported by name, what it lacks in an old Node would end set-up before it says so

/**
 * The settings that set-up goes by, from the environment and, behind it, `.env` of the working directory, as the server reads
 * both. `dotEnv`: its content; null: there is none.
 */
export function setUpSettings({ environment, dotEnv, workingDirectory, root }) {
  const given = { ...(dotEnv === null ? {} : util.parseEnv(dotEnv)), ...environment };
  return {
    BONAFIDE_MODELS_DIR: path.resolve(
      workingDirectory,
      given.BONAFIDE_MODELS_DIR?.trim() || path.join(root, '.models'),
    ),
    BONAFIDE_OFFLINE: given.BONAFIDE_OFFLINE?.trim(),
  };
}
