import { expect } from 'vitest';
import type { z } from 'zod';
import type { AssessedField } from '#domain/document.js';
import { startDialects, type DialectUnderTest } from '#http/apis/dialect-under-test.suite.js';
import { presignSchema } from '#http/apis/deepidv/schema.js';
import {
  faceOfSize,
  pictureFile,
  sampleFace,
  scriptedTasks,
  type PictureScript,
} from '#http/apis/scripted-pictures.suite.js';

export const mrz = {
  format: 'TD3' as const,
  lines: ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
  valid: true,
  negativeLogLikelihood: 0.4,
  repaired: false,
};
export const checkDigits = {
  documentNumber: true,
  dateOfBirth: true,
  dateOfExpiry: true,
  personalNumber: true,
  composite: true,
};
const smallFace = { ...sampleFace, interEyeDistancePixels: 30 };
const field = (value: string, valid: boolean | null = null): AssessedField => ({
  value,
  valid,
  source: 'visual-zone',
  confidence: 0.5,
  confirmedBy: [],
});

export const scripts: Record<string, PictureScript> = {
  stranger: { template: 0.9 },
  portrayed: { portrait: 0 },
  nobody: { faces: [] },
  crowd: { faces: [sampleFace, faceOfSize(0.9)] },
  ghost: { faces: [sampleFace, faceOfSize(0.55)] },
  small: { faces: [smallFace] },
  corrupt: { failure: 'image-undecodable' },
  huge: { failure: 'image-dimensions-exceeded' },
  landscape: { documentFailure: 'document-not-found', faces: [] },
  portraitless: { faces: [] },
  expired: { document: { warnings: ['expired'] } },
  forged: {
    document: {
      warnings: ['mrz-check-digit-failed'],
      mrz: { ...mrz, valid: false, checkDigits: { ...checkDigits, documentNumber: false } },
    },
  },
  unsure: { document: { warnings: ['mrz-reading-unsure'], mrz: { ...mrz, checkDigits, valid: false } } },
  blurred: { document: { mrz: null, fields: {}, fullName: null } },
  permit: {
    document: { type: 'residence_permit', mrz: null, fields: { documentNumber: field('X1', false), sex: field('X') } },
  },
  full: { failure: 'overloaded' },
  slow: { failure: 'deadline-exceeded' },
  elderly: {
    face: { demographics: { ageYears: 70.4, gender: 'male', genderConfidence: 0.98765 } },
  },
  infant: { face: { demographics: { ageYears: 3.2, gender: 'unknown', genderConfidence: 0.5 } } },
};

/** The dialect, and callers of it. */
export interface DeepidvUnderTest extends DialectUnderTest {
  /** Presigns and sends the picture of a script; gives its key. */
  upload(script: string): Promise<string>;
  post(path: string, init: Pick<RequestInit, 'body' | 'headers'>): Promise<Response>;
  postJson(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** All pictures as base64, each named for its script. */
  call(path: string, pictures: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
}

export async function startDeepidv(
  options: Omit<Parameters<typeof startDialects>[0], 'tasks'> = {},
): Promise<DeepidvUnderTest> {
  const api = await startDialects({ ...options, tasks: scriptedTasks(scripts) });
  const post: DeepidvUnderTest['post'] = (path, init) =>
    fetch(`${api.origin}/v1${path}`, { method: 'POST', ...init, headers: { 'x-api-key': api.key, ...init.headers } });
  const postJson: DeepidvUnderTest['postJson'] = (path, body, headers = {}) =>
    post(path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
  return {
    ...api,
    async upload(script) {
      const file = Uint8Array.from(pictureFile(script));
      const presigned = await postJson('/uploads/presign', { contentType: 'image/jpeg', sizeBytes: file.length });
      const { key, url, method, headers } = presignSchema.parse(await presigned.json());
      expect((await fetch(url, { method, headers, body: file })).ok).toBe(true);
      return key;
    },
    post,
    postJson,
    call(path, pictures, headers) {
      const encoded = Object.entries(pictures).map(([name, script]) => [name, base64(script)]);
      return postJson(path, Object.fromEntries(encoded), headers);
    },
  };
}

export const base64 = (name: string): string => pictureFile(name).toString('base64');

/** The body of a 200, which must be what the schema says and nothing else. */
export async function answerOf(schema: z.ZodType, response: Response | Promise<Response>): Promise<unknown> {
  const received = await response;
  const body: unknown = await received.json();
  expect([received.status, body]).toEqual([200, schema.parse(body)]);
  return body;
}

export async function failureOf(response: Response | Promise<Response>): Promise<readonly [number, unknown]> {
  const received = await response;
  return [received.status, await received.json()];
}

/** What stands on the sample document. */
export const holder = {
  documentType: 'passport',
  fullName: 'ANNA MARIA ERIKSSON',
  firstName: 'ANNA MARIA',
  lastName: 'ERIKSSON',
  dateOfBirth: '1974-08-12',
  gender: 'F',
  nationality: 'UTO',
  documentNumber: 'L898902C3',
  expirationDate: '2012-04-15',
  issuingCountry: 'UTO',
  address: null,
};
export const nobody = Object.fromEntries(Object.keys(holder).map((key) => [key, null]));
