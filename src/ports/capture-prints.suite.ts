import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CapturePrint, CapturePrintRecords } from '#ports/capture-prints.js';
import { describePort } from '#ports/describe-port.suite.js';
import type { Owner } from '#ports/owner.js';
import type { Records } from '#ports/records.js';
import { sampleStored } from '#ports/sample-stored.suite.js';

export interface CapturePrintsUnderTest {
  readonly records: Records;
  close(): Promise<void>;
}

const owner = { applicationId: 'app_a', mode: 'live' } as const;
const strangers = [
  { applicationId: 'app_b', mode: 'live' },
  { applicationId: 'app_a', mode: 'test' },
] as const;

const print = (id: string, sessionId: string, values: readonly string[], at = 5000): CapturePrint => ({
  id,
  sessionId,
  createdAtEpochMs: at,
  values,
  print: Uint8Array.of(1, 2, at % 256),
});

/** How every implementation keeps what pictures of sessions are known again by. */
export function describeCapturePrints(name: string, make: () => Promise<CapturePrintsUnderTest>): void {
  describePort('capture prints', name, () => {
    let under: CapturePrintsUnderTest;
    let prints: CapturePrintRecords;
    beforeEach(async () => {
      under = await make();
      for (const application of sampleStored.applications) await under.records.applications.create(application);
      prints = under.records.capturePrints;
    });
    afterEach(() => under.close());

    const idsAlike = async (values: readonly string[], notOfSession = 'other', of: Owner = owner) =>
      (await prints.alike(of, values, { notOfSession, limit: 10 })).map(({ id, shared }) => [id, shared]);

    test('what shares most comes first, then the newest, up to the limit', async () => {
      await prints.add(owner, print('p1', 's1', ['a', 'b', 'c'], 5000));
      await prints.add(owner, print('p2', 's2', ['a'], 5001));
      await prints.add(owner, print('p3', 's3', ['a', 'x'], 5002));
      expect(await idsAlike(['a', 'b', 'z'])).toEqual([
        ['p1', 2],
        ['p3', 1],
        ['p2', 1],
      ]);
      expect(await prints.alike(owner, ['a', 'b'], { notOfSession: 'other', limit: 1 })).toEqual([
        { id: 'p1', sessionId: 's1', createdAtEpochMs: 5000, print: Uint8Array.of(1, 2, 136), shared: 2 },
      ]);
      expect(await idsAlike(['nothing'])).toEqual([]);
      expect(await idsAlike([])).toEqual([]);
    });

    test('a value that is named twice counts once, and a still has no print', async () => {
      await prints.add(owner, { ...print('p1', 's1', ['a', 'a', 'b']), print: null });
      expect(await prints.alike(owner, ['a', 'a'], { notOfSession: 'other', limit: 5 })).toEqual([
        { id: 'p1', sessionId: 's1', createdAtEpochMs: 5000, print: null, shared: 1 },
      ]);
    });

    test('the own session and other owners are not looked at', async () => {
      await prints.add(owner, print('p1', 's1', ['a']));
      expect(await idsAlike(['a'], 's1')).toEqual([]);
      for (const stranger of strangers) {
        expect(await idsAlike(['a'], 'other', stranger)).toEqual([]);
        expect(await prints.eraseSession(stranger, 's1')).toBe(0);
      }
      expect(await idsAlike(['a'])).toEqual([['p1', 1]]);
    });

    test('those of a session are erased, and no others', async () => {
      await prints.add(owner, print('p1', 's1', ['a']));
      await prints.add(owner, print('p2', 's1', ['b']));
      await prints.add(owner, print('p3', 's2', ['a']));
      expect(await prints.eraseSession(owner, 's1')).toBe(2);
      expect(await prints.eraseSession(owner, 's1')).toBe(0);
      expect(await idsAlike(['a', 'b'])).toEqual([['p3', 1]]);
    });

    test('old ones are destroyed in both modes, the oldest first', async () => {
      await prints.add(owner, print('p1', 's1', ['a'], 5000));
      await prints.add(strangers[1], print('p2', 's2', ['a'], 5001));
      await prints.add(owner, print('p3', 's3', ['a'], 6000));
      await prints.add(strangers[0], print('p4', 's4', ['a'], 5000));
      expect(await prints.destroyBefore('app_a', 6000, 1)).toBe(1);
      expect(await idsAlike(['a'])).toEqual([['p3', 1]]);
      expect(await prints.destroyBefore('app_a', 6000, 10)).toBe(1);
      expect(await prints.destroyBefore('app_a', 6000, 10)).toBe(0);
      expect(await idsAlike(['a'], 'other', strangers[0])).toEqual([['p4', 1]]);
    });

    test('what a transaction that fails has added is not there', async () => {
      const failing = under.records.inTransaction(async (inside) => {
        await inside.capturePrints.add(owner, print('p1', 's1', ['a']));
        throw new Error('undone');
      });
      await expect(failing).rejects.toThrow('undone');
      expect(await idsAlike(['a'])).toEqual([]);
    });
  });
}
