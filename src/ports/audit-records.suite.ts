import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NewAuditEntry } from '#domain/audit.js';
import { describePort } from '#ports/describe-port.suite.js';
import type { Records } from '#ports/records.js';

export interface AuditUnderTest {
  readonly records: Records;
  /** Alters the stored log behind the port's back. */
  tamper(change: 'flip-detail' | 'drop-first' | 'drop-last' | 'rewind' | 'swap'): Promise<void>;
  close(): Promise<void>;
}

const entry = (target: string, applicationId: string | null = 'app_a'): NewAuditEntry => ({
  applicationId,
  mode: applicationId === null ? null : 'live',
  atEpochMs: 1000,
  action: 'key.created',
  actor: { kind: 'operator', id: null },
  target,
  details: { kind: 'secret' },
});

/** How every implementation of the audit log behaves. */
export function describeAudit(name: string, make: () => Promise<AuditUnderTest>): void {
  describePort('audit log', name, () => {
    let under: AuditUnderTest;
    beforeEach(async () => {
      under = await make();
    });
    afterEach(() => under.close());
    const fill = async (): Promise<void> => {
      for (const target of ['k1', 'k2', 'k3']) await under.records.audit.append(entry(target));
    };

    test('entries are numbered, newest first, each log by itself', async () => {
      await fill();
      await under.records.audit.append(entry('m1', null));
      expect(await under.records.audit.page('app_a', { limit: 2, beforeSequence: null })).toEqual([
        { ...entry('k3'), sequence: 3 },
        { ...entry('k2'), sequence: 2 },
      ]);
      expect(await under.records.audit.page('app_a', { limit: 2, beforeSequence: 2 })).toEqual([
        { ...entry('k1'), sequence: 1 },
      ]);
      expect(await under.records.audit.page(null, { limit: 9, beforeSequence: null })).toEqual([
        { ...entry('m1', null), sequence: 1 },
      ]);
      expect(await under.records.audit.logs()).toEqual([null, 'app_a']);
    });

    test('an untouched log is whole, an unknown one empty', async () => {
      await fill();
      expect(await under.records.audit.check('app_a')).toEqual({ status: 'whole', entries: 3 });
      expect(await under.records.audit.check('app_b')).toEqual({ status: 'whole', entries: 0 });
    });

    test.each([
      ['flip-detail', 3, 2],
      ['drop-first', 3, 1],
      ['drop-last', 3, 3],
      ['rewind', 2, 2],
      ['swap', 3, 2],
    ] as const)('%s is found', async (change, entries, atSequence) => {
      await fill();
      await under.tamper(change);
      expect(await under.records.audit.check('app_a')).toEqual({ status: 'broken', entries, atSequence });
    });

    test('an entry of a transaction that fails leaves no gap', async () => {
      const failed = under.records.inTransaction(async (inside) => {
        await inside.audit.append(entry('never'));
        throw new Error('undone');
      });
      await expect(failed).rejects.toThrow('undone');
      await fill();
      expect(await under.records.audit.check('app_a')).toEqual({ status: 'whole', entries: 3 });
    });

    test('many at once make one chain', async () => {
      await Promise.all(Array.from({ length: 30 }, (_, i) => under.records.audit.append(entry(`k${i}`))));
      expect(await under.records.audit.check('app_a')).toEqual({ status: 'whole', entries: 30 });
    });
  });
}
