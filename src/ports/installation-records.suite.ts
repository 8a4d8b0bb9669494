import { expect, test } from 'vitest';
import { describePort } from '#ports/describe-port.suite.js';
import type { InstallationRecords } from '#ports/installation-records.js';

/** What any implementation of the installation's records does. */
export function describeInstallation(
  name: string,
  make: () => Promise<{ readonly records: { readonly installation: InstallationRecords }; close(): Promise<void> }>,
): void {
  describePort('installation records', name, () => {
    test('the recogniser served last is remembered, and none before one was told', async () => {
      const under = await make();
      const { records } = under;
      try {
        expect(await records.installation.servedRecogniser()).toBeNull();
        await records.installation.keepServedRecogniser('one');
        await records.installation.keepServedRecogniser('two');
        expect(await records.installation.servedRecogniser()).toBe('two');
      } finally {
        await under.close();
      }
    });
  });
}
