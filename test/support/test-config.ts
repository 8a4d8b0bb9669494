import { readFileSync } from 'node:fs';
import { loadConfig, type Config } from '#main/config.js';

/** The configuration of a server in the test's own process, all of whose files lie in `directory`. */
export function testConfig(directory: string, environment: Readonly<Record<string, string>>): Config {
  const loaded = loadConfig({
    environment,
    dotEnv: null,
    workingDirectory: directory,
    homeDirectory: directory,
    packageRoot: directory,
    cores: 2,
    tlsSelfSigned: false,
    readTextFile: (file) => readFileSync(file, 'utf8'),
  });
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  return loaded.config;
}
