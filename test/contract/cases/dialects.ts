import { clearConsent } from './clearconsent.js';
import type { ContractDialect } from './contract-case.js';
import { deepidv } from './deepidv.js';
import { ooto } from './ooto.js';
import { trustmatic } from './trustmatic.js';

/** Every dialect that the server has routes for. */
export const dialects: readonly ContractDialect[] = [ooto, deepidv, clearConsent, trustmatic];
