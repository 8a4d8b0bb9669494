import { readFileSync } from 'node:fs';
import { availableParallelism, homedir } from 'node:os';
import path from 'node:path';
import { packageRoot } from '#engine/models/package-root.js';
import { loadConfig, type Config } from '#main/config.js';
import { StartUpError } from '#main/start-up-error.js';

export interface ProcessConfig {
  readonly config: Config;
  readonly warnings: readonly string[];
}

/** The configuration of this process. Throws `StartUpError` with every problem. */
export function readProcessConfig(options: { tlsSelfSigned?: boolean } = {}): ProcessConfig {
  const workingDirectory = process.cwd();
  const loaded = loadConfig({
    environment: process.env,
    dotEnv: readDotEnv(path.join(workingDirectory, '.env')),
    workingDirectory,
    homeDirectory: homedir(),
    packageRoot,
    cores: availableParallelism(),
    tlsSelfSigned: options.tlsSelfSigned ?? false,
    readTextFile: (file) => readFileSync(file, 'utf8'),
  });
  if (loaded.ok) return loaded;
  throw new StartUpError(['the configuration is not in order:', ...loaded.problems].join('\n  '));
}

function readDotEnv(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new StartUpError(`${file} cannot be read`, { cause: error });
  }
}
