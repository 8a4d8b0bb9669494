import type { ChosenPictures } from '#web/demo/state/chosen-picture.js';

/** For a POSIX shell. */
const quoted = (text: string): string => (/^[\w@=./:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

const parts = (given: readonly (readonly [string, string | undefined])[]): string =>
  given.flatMap(([name, path]) => (path === undefined ? [] : [`-F ${quoted(`${name}=@${path}`)}`])).join(' ');

/** The same verification by the command line, with the credentials in the environment. Null: the dialect takes no film. */
export function curlOf(
  dialect: 'ooto' | 'native',
  { documentFront, documentBack, selfie }: ChosenPictures,
  origin: string,
): string | null {
  if (dialect === 'native') {
    const names = [
      ['documentFront', documentFront?.path],
      ['documentBack', documentBack?.path],
      [selfie?.kind === 'video' ? 'selfieVideo' : 'selfie', selfie?.path],
    ] as const;
    return `curl ${origin}/api/v2/verifications \\\n  -H "Authorization: Bearer $APP_KEY" \\\n  ${parts(names)}`;
  }
  if (selfie?.kind === 'video') return null;
  const names = [
    ['doc', documentFront?.path],
    ['selfie', selfie?.path],
  ] as const;
  return `curl ${origin}/api/v1.0/doc/identify \\\n  -H "APP-ID: $APP_ID" -H "APP-KEY: $APP_KEY" \\\n  ${parts(names)}`;
}
