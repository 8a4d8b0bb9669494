import { z } from 'zod';

/** ISO 8601 in UTC, with milliseconds. */
export const timeSchema = z.iso.datetime();

export const toTime = (epochMs: number): string => new Date(epochMs).toISOString();

/** Null stays null. */
export const toTimeOrNull = (epochMs: number | null): string | null => (epochMs === null ? null : toTime(epochMs));
