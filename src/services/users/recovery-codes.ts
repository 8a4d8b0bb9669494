import { randomInt } from 'node:crypto';

/** Without letters that are taken for digits or for each other. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
const howMany = 10;
/** 31^10 is about 2^49; tries are few and slow. */
const length = 10;

/** Ten codes as they are shown: `abcde-fghjk`. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: howMany }, () => {
    const text = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]!).join('');
    return `${text.slice(0, length / 2)}-${text.slice(length / 2)}`;
  });

/** As it is stored and compared: however it was typed. */
export const plainRecoveryCode = (typed: string): string => typed.toLowerCase().replace(/[^a-z0-9]/g, '');
