import { MasterKeyCommandError, runMasterKeyCommand } from '#adapters/sealing/master-key-command.js';
import { createMasterKeyFile, MasterKeyFileError, readMasterKeyFile } from '#adapters/sealing/master-key-file.js';
import { createMasterKeyRing, type MasterKeyRing } from '#adapters/sealing/master-key-ring.js';
import type { Config } from '#main/config.js';
import { isAccessProblem, StartUpError } from '#main/start-up-error.js';

export interface MasterKeyOptions {
  readonly masterKey: Config['masterKey'];
  /** Where there is data that a key must open; null: there is none yet, and a missing key file is made. */
  readonly dataAt: string | null;
}

/**
 * The ring of the configured source. Throws `StartUpError` where the source gives no key, or is open to others.
 * A command or a file is read again when a key is met that it did not hold; a value cannot change while the process runs.
 */
export async function openMasterKeys({ masterKey, dataAt }: MasterKeyOptions): Promise<MasterKeyRing> {
  switch (masterKey.source) {
    case 'value':
      return createMasterKeyRing({ secrets: masterKey.secrets, reread: null });
    case 'command': {
      const read = (): Promise<Uint8Array[]> => runMasterKeyCommand(masterKey.command);
      return createMasterKeyRing({ secrets: await orStartUpError(read), reread: read });
    }
    case 'file': {
      const { file } = masterKey;
      const secrets = await orStartUpError(async () => readMasterKeyFile(file) ?? makeFile(file, dataAt));
      return createMasterKeyRing({ secrets, reread: async () => readMasterKeyFile(file) ?? [] });
    }
  }
}

/** The source, for messages. */
export function nameOfSource(masterKey: Config['masterKey']): string {
  if (masterKey.source === 'file') return masterKey.file;
  return masterKey.source === 'value' ? 'BONAFIDE_MASTER_KEY' : 'BONAFIDE_MASTER_KEY_COMMAND';
}

function makeFile(file: string, dataAt: string | null): Uint8Array[] {
  // A new key cannot open what is there: making one would only hide that the right one is missing.
  if (dataAt !== null) {
    throw new StartUpError(
      `there is data in ${dataAt}, but its master key is not at ${file}; set BONAFIDE_MASTER_KEY_FILE to the key that was made with this data`,
    );
  }
  try {
    return createMasterKeyFile(file);
  } catch (error) {
    if (!isAccessProblem(error)) throw error;
    throw new StartUpError(`the master key file ${file} cannot be made (${String(error.code)})`, { cause: error });
  }
}

async function orStartUpError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MasterKeyFileError || error instanceof MasterKeyCommandError) {
      throw new StartUpError(error.message, { cause: error });
    }
    throw error;
  }
}
