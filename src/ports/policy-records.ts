import type { CalibratedPolicy } from '#domain/calibrated-policy.js';

/** Policies of this installation. What was stored never changes and is never deleted: decisions name it. */
export interface PolicyRecords {
  /** Stores it as the next version of its name, from 1 on, and gives that. */
  add(policy: Omit<CalibratedPolicy, 'version'>): Promise<CalibratedPolicy>;
  find(name: string, version: number): Promise<CalibratedPolicy | null>;
  newest(name: string): Promise<CalibratedPolicy | null>;
  /** By name, the newest version first. */
  list(): Promise<CalibratedPolicy[]>;
}
