import { passwordLength } from '#domain/user.js';

/** What passwords that many people have are made of, beside digits and runs of keys (NIST SP 800-63B §5.1.1.2 asks for such a list). */
const commonWords = [
  'password',
  'passwort',
  'motdepasse',
  'contrasena',
  'senha',
  'qwerty',
  'qwertz',
  'azerty',
  'letmein',
  'welcome',
  'willkommen',
  'bienvenue',
  'iloveyou',
  'admin',
  'administrator',
  'bonafide',
  'changeme',
  'secret',
  'football',
  'baseball',
  'superman',
  'batman',
  'princess',
  'dragon',
  'monkey',
  'sunshine',
  'master',
  'login',
  'abc',
  'test',
  'hello',
];

/** Rows of keys and of the alphabet, in which neighbours follow each other. */
const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
  'azertyuiop',
];

/** What is left must be as long as a word that nobody guesses at once. */
const leastLeft = 6;
const leastDistinct = 5;

/**
 * Whether a password is long enough and no easy guess: taken away whatever is common (words of `commonWords`, the user's name,
 * runs, repetitions), something must be left.
 */
export function isSuitablePassword(password: string, userName: string): boolean {
  const length = [...password].length;
  if (length < passwordLength.least || length > passwordLength.most) return false;
  let rest = password.normalize('NFKC').toLowerCase();
  if (new Set(rest).size < leastDistinct) return false;
  const nameParts = userName
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length >= 3);
  for (const word of [...commonWords, ...nameParts]) rest = rest.replaceAll(word, '');
  rest = withoutRuns(rest)
    .replace(/(.{1,4}?)\1{2,}/gsu, '$1')
    .replace(/[\d\s!?.,#$*_-]+$/u, '');
  return rest.length >= leastLeft;
}

/** Four neighbours or more, upwards or downwards, become one character. */
function withoutRuns(text: string): string {
  const characters = [...text];
  const steps = characters.map((character, index) => {
    const next = characters[index + 1];
    if (next === undefined) return 0;
    for (const run of runs) {
      const at = run.indexOf(character);
      if (at >= 0 && run[at + 1] === next) return 1;
      if (at > 0 && run[at - 1] === next) return -1;
    }
    return 0;
  });
  let kept = '';
  for (let index = 0; index < characters.length;) {
    const step = steps[index]!;
    let end = index;
    while (step !== 0 && steps[end] === step) end++;
    if (end - index < 3) end = index;
    kept += characters[index]!;
    index = end + 1;
  }
  return kept;
}
