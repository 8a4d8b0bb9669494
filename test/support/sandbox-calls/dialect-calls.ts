import { clearConsent } from './clearconsent.js';
import { deepidv } from './deepidv.js';
import { native } from './native.js';
import { ooto } from './ooto.js';
import type { DialectCalls } from './picture-call.js';
import { trustmatic } from './trustmatic.js';

/** Every call of every dialect that takes pictures. */
export const dialectCalls: readonly DialectCalls[] = [ooto, deepidv, trustmatic, clearConsent, native];
