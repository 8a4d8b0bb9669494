/** The folder is no backup, or not the one that was written. The message is for the operator. */
export class BackupUnusableError extends Error {
  override readonly name = 'BackupUnusableError';
}
