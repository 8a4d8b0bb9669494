import { setImmediate } from 'node:timers/promises';
import type { Records } from '#ports/records.js';

/**
 * One class of data that grows old. Each part of the server that keeps any registers its own. A part goes by what is
 * stored, never by what a process remembers, and two processes that sweep at once do no harm.
 */
export interface RetentionPart {
  /** Stands in the log. */
  readonly name: string;
  /** Destroys what is due, a small batch at a time; gives how many. It is called again until it gives 0. */
  sweep(nowEpochMs: number): Promise<number>;
  /** For a part that is dear to run: left out of sweeps that follow sooner. */
  readonly atMostEveryMs?: number;
}

export interface SweepReport {
  /** How many of each part, where there were any. */
  readonly destroyed: Readonly<Record<string, number>>;
  readonly failures: readonly { readonly part: string; readonly error: unknown }[];
}

export interface Retention {
  /** Sweeps every part until nothing is left; one that fails does not keep the others from it. */
  sweep(nowEpochMs: number): Promise<SweepReport>;
}

export function createRetention({
  records,
  parts,
}: {
  readonly records: Records;
  readonly parts: readonly RetentionPart[];
}): Retention {
  const lastRuns = new Map<string, number>();
  let purged = false;

  const isDue = ({ name, atMostEveryMs = 0 }: RetentionPart, nowEpochMs: number): boolean =>
    // Also where it lies ahead: the clock was set back.
    Math.abs(nowEpochMs - (lastRuns.get(name) ?? Number.NEGATIVE_INFINITY)) >= atMostEveryMs;

  return {
    async sweep(nowEpochMs) {
      const destroyed: Record<string, number> = {};
      const failures: { part: string; error: unknown }[] = [];
      for (const part of parts.filter((part) => isDue(part, nowEpochMs))) {
        lastRuns.set(part.name, nowEpochMs);
        try {
          for (let count = await part.sweep(nowEpochMs); count > 0; count = await part.sweep(nowEpochMs)) {
            destroyed[part.name] = (destroyed[part.name] ?? 0) + count;
            // Requests come first: SQLite works within this thread.
            await setImmediate();
          }
        } catch (error) {
          failures.push({ part: part.name, error });
        }
      }
      // The first sweep also takes what a process that died between destroying and purging has left.
      if (!purged || Object.keys(destroyed).length > 0) await records.purgeOldPages();
      purged = true;
      return { destroyed, failures };
    },
  };
}
