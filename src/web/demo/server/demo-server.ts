import type { DemoAbout, DemoAnswer, DemoSampleName } from '#contract/demo.js';
import { pageRoot } from '#web/page-root.js';
import type { ChosenPictures } from '#web/demo/state/chosen-picture.js';

/** Of the whole server, without a trailing slash: the page lies at `/demo` below. */
export const serverRoot = pageRoot.replace(/\/demo$/, '');

/** What went wrong, as RFC 9457 tells it; `code` is `offline` where no answer came. */
export interface Problem {
  readonly code: string;
  readonly title: string;
  readonly subject: string | null;
  /** Null: coming back later changes nothing. */
  readonly retryAfterSeconds: number | null;
  /** As it came; null: nothing came. */
  readonly json: unknown;
}

export type Verified =
  { readonly ok: true; readonly answer: DemoAnswer } | { readonly ok: false; readonly problem: Problem };

const offline: Problem = {
  code: 'offline',
  title: 'The server does not answer.',
  subject: null,
  retryAfterSeconds: null,
  json: null,
};

/** The types of what comes are the server's own, in the same version. */
export async function fetchAbout(): Promise<DemoAbout> {
  const response = await fetch(`${pageRoot}/about`);
  if (!response.ok) throw new Error(`about: ${response.status}`);
  return (await response.json()) as DemoAbout; // as above
}

export async function fetchSample(name: DemoSampleName): Promise<File> {
  const response = await fetch(`${pageRoot}/samples/${name}`);
  if (!response.ok) throw new Error(`sample: ${response.status}`);
  return new File([await response.blob()], name, { type: 'image/jpeg' });
}

/** Judges the pictures. Rejects with `AbortError` alone. */
export async function verify(pictures: ChosenPictures, signal: AbortSignal): Promise<Verified> {
  const form = new FormData();
  const { documentFront, documentBack, selfie } = pictures;
  if (documentFront !== undefined) form.append('documentFront', documentFront.file);
  if (documentBack !== undefined) form.append('documentBack', documentBack.file);
  if (selfie !== undefined) form.append(selfie.kind === 'video' ? 'selfieVideo' : 'selfie', selfie.file);
  try {
    const response = await fetch(`${pageRoot}/verify`, {
      method: 'POST',
      headers: { 'x-bonafide-demo': '1' },
      body: form,
      signal,
    });
    const json = (await response.json()) as unknown;
    if (response.ok) return { ok: true, answer: json as DemoAnswer }; // as above
    const { code, title, subject } = json as { code?: string; title?: string; subject?: string }; // a problem, or another error
    return {
      ok: false,
      problem: {
        code: code ?? 'internal',
        title: title ?? 'The server answered with an error.',
        subject: subject ?? null,
        retryAfterSeconds: Number(response.headers.get('retry-after')) || null,
        json,
      },
    };
  } catch (error) {
    if (signal.aborted) throw error;
    return { ok: false, problem: offline };
  }
}
