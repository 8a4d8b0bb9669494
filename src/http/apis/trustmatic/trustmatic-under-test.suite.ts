import type { Quad } from '#domain/geometry.js';
import { startDialects, type DialectUnderTest } from '#http/apis/dialect-under-test.suite.js';
import {
  faceOfSize,
  pictureFile,
  sampleFace,
  scriptedTasks,
  type PictureScript,
} from '#http/apis/scripted-pictures.suite.js';

const cue = { name: 'fine-grid', verdict: 'clear', score: 0.25, reason: null } as const;
const grid = { name: 'fine-grid', verdict: 'suspicious', score: 0.9, reason: 'a grid' } as const;
const unseen = { name: 'colourless', verdict: 'not-assessed', score: null, reason: 'colour-unavailable' } as const;

/** A document with room around it. */
const whole: Quad = [
  { x: 100, y: 100 },
  { x: 900, y: 100 },
  { x: 900, y: 660 },
  { x: 100, y: 660 },
];

const scripts: Record<string, PictureScript> = {
  stranger: { template: 0.9 },
  nobody: { faces: [] },
  crowd: { faces: [sampleFace, faceOfSize(0.9)] },
  ghost: { faces: [sampleFace, faceOfSize(0.55)] },
  small: { faces: [{ ...sampleFace, interEyeDistancePixels: 30 }] },
  close: { faces: [faceOfSize(3)] },
  corrupt: { failure: 'image-undecodable' },
  huge: { failure: 'image-dimensions-exceeded' },
  slow: { failure: 'deadline-exceeded' },
  full: { failure: 'overloaded' },
  live: { face: { liveness: { status: 'assessed', score: 0.87654, fine: true } } },
  genuine: { document: { cues: [cue], quad: whole } },
  screen: { document: { cues: [grid], quad: whole } },
  dim: { document: { cues: [cue, unseen], quad: whole } },
  landscape: { documentFailure: 'document-not-found' },
  heap: { documentFailure: 'several-documents' },
  far: { documentFailure: 'document-resolution-insufficient' },
  cropped: {
    document: {
      cues: [cue],
      quad: [
        { x: 0, y: 100 },
        { x: 900, y: 100 },
        { x: 900, y: 700 },
        { x: 0, y: 700 },
      ],
    },
  },
};

/** The dialect, and callers of it. */
export interface TrustmaticUnderTest extends DialectUnderTest {
  post(path: string, body: RequestInit['body'], headers?: Record<string, string>): Promise<Response>;
  postJson(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

export async function startTrustmatic(
  options: Omit<Parameters<typeof startDialects>[0], 'tasks'> = {},
): Promise<TrustmaticUnderTest> {
  const api = await startDialects({ ...options, tasks: scriptedTasks(scripts) });
  const authorization = basic(api.applicationId, api.key);
  const post: TrustmaticUnderTest['post'] = (path, body, headers = {}) =>
    fetch(`${api.origin}/api/v1${path}`, {
      method: 'POST',
      body,
      headers: { authorization, 'content-type': 'application/json', ...headers },
    });
  return { ...api, post, postJson: (path, body, headers) => post(path, JSON.stringify(body), headers) };
}

export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

export const base64 = (name: string): string => pictureFile(name).toString('base64');

export async function received(response: Response | Promise<Response>): Promise<readonly [number, unknown]> {
  const answer = await response;
  return [answer.status, await answer.json()];
}
