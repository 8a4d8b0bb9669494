import { z } from 'zod';
import { sandboxDigest } from '#domain/sandbox.js';

/** A template's id where the caller chooses it: 1 to 128 printable characters, whatever the script. */
export const templateIdSchema = z
  .string()
  .regex(/^\P{C}{1,128}$/u, 'must be 1 to 128 printable characters')
  .meta({ description: 'Names one enrolled person.' });

/** Pictures that one enrolled person has at most. */
export const mostSamples = 10;

/**
 * Whether a sample can be found by a search. `re-enrol-needed`: another recogniser made it than the one in use, and
 * templates of two recognisers are never compared. Those of the sandbox never age.
 */
export const sampleStates = ['active', 're-enrol-needed'] as const;
export const sampleStateSchema = z.enum(sampleStates);
export type SampleState = (typeof sampleStates)[number];

/** The state of a sample that the recogniser `sampleDigest` made, where `recogniserDigest` is in use. */
export const sampleStateOf = (sampleDigest: string, recogniserDigest: string): SampleState =>
  sampleDigest === recogniserDigest || sampleDigest === sandboxDigest ? 'active' : 're-enrol-needed';
