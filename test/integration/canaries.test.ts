import { randomUUID } from 'node:crypto';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createS3Blobs } from '#adapters/s3/s3-blobs.js';
import { databaseFileName } from '#adapters/sqlite/open-sqlite-database.js';
import type { Principal } from '#domain/access.js';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { ok } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { receiptPublicKey, verifyReceipt } from '#services/erase/receipt.js';
import { createErase, type ErasePart } from '#services/erase/erase.js';
import { answerErasure, fileErasure, verificationErasure } from '#services/erase/own-parts.js';
import { answerExport, createExportSubject, verificationExport } from '#services/export/export-subject.js';
import { dayMs, mediaExpiresAtEpochMs } from '#services/files/file-retention.js';
import {
  blobFolder,
  bodyOf,
  bytesIn,
  owner,
  startFiles,
  type FilesUnderTest,
} from '#services/files/files-under-test.suite.js';
import type { Files } from '#services/files/files.js';
import { createPerformOperation } from '#services/perform-operation.js';
import { expiredFiles, oldMedia, orphanBlobs } from '#services/retention/file-parts.js';
import { expiredAnswers, oldVerifications } from '#services/retention/record-parts.js';
import { createRetention } from '#services/retention/retention.js';
import { sampleSession } from '#ports/session-records.suite.js';
import { capturePrintErasure, oldCapturePrints } from '#services/injection/injection-parts.js';
import { createStoredSessionFiles } from '#services/sessions/stored-session-files.js';
import { endedSessions, sessionErasure, sessionExport } from '#services/sessions/session-parts.js';
import { deliveryErasure, settledDeliveries } from '#services/webhooks/webhook-retention.js';
import { templateErasure, templateExport } from '#services/templates/template-parts.js';
import { startS3 } from '../support/s3-server.js';

// Canaries are planted through the services into database, log of the database, store and temporary files. They must
// never stand there readable; and once they are erased or swept, not even sealed, and no key of theirs either.
const canaries = {
  name: 'CANARYSSON',
  number: 'C4N4RY901',
  user: 'canary-user-77',
  key: 'canary-idempotency-key',
  fileName: 'canary-selfie.jpg',
  email: 'canary@example.org',
  reviewer: 'canary-reviewer',
  template: 'canary-template',
  callback: 'https://canary.example/hook?secret=1',
  link: 'canary-token-of-a-link',
};
const picture = Buffer.concat([Buffer.of(0xff, 0xd8, 0xff, 0xe0), Buffer.from('CANARYPIXELS'.repeat(20_000))]);
const settings = {
  ...defaultApplicationSettings,
  retention: { ...defaultApplicationSettings.retention, verificationDays: 30 },
};
const principal: Principal = { ...owner, keyId: 'k1', scopes: ['verify'], settings };

interface Place {
  readonly under: FilesUnderTest;
  /** Every byte of the database, its log, the store and the temporary files. */
  readonly everything: () => Buffer;
  close(): Promise<void>;
}

async function onDisk(): Promise<Place> {
  const under = await startFiles();
  return { under, everything: () => under.bytesOnDisk(), close: () => under.close() };
}

async function onS3(): Promise<Place> {
  const server = await startS3();
  const blobs = createS3Blobs(server.options);
  const under = await startFiles({ blobs });
  return {
    under,
    everything: () => Buffer.concat([under.bytesOnDisk(), bytesIn(server.directory)]),
    async close() {
      await under.close();
      blobs.close();
      await server.close();
    },
  };
}

const erasePartsOver = (files: Files): ErasePart[] => [
  templateErasure(files),
  verificationErasure,
  capturePrintErasure,
  sessionErasure,
  deliveryErasure,
  answerErasure,
  fileErasure(files),
];
const nothing = {
  templates: 0,
  verifications: 0,
  'capture-prints': 0,
  sessions: 0,
  'webhook-deliveries': 0,
  'idempotent-answers': 0,
  files: 0,
};

/** How long a part of a picture lies unused. */
const partMs = 15 * 60_000;

/** One check of one person with all that hangs on it. Gives its id. */
async function plant(under: FilesUnderTest): Promise<string> {
  const { records, files, uploads } = under;
  const now = (): number => under.nowEpochMs;
  await records.applications.changeSettings('app_a', settings);
  const perform = createPerformOperation({ records, now });
  const transactionId = randomUUID();
  const session = sampleSession({ id: 's1' });
  await records.sessions.add({
    ...session,
    createdAtEpochMs: now(),
    state: { ...session.state, expiresAtEpochMs: now() + dayMs },
    personal: {
      ...session.personal,
      userIdentifier: canaries.user,
      lastName: canaries.name,
      email: canaries.email,
      callbackUrl: canaries.callback,
      linkToken: canaries.link,
      result: { ...session.personal.result, enrolment: { templateId: canaries.template, sampleId: 'sample-1' } },
    },
  });
  await records.capturePrints.add(owner, {
    id: randomUUID(),
    sessionId: 's1',
    createdAtEpochMs: now(),
    values: ['file:CANARYPIXELS'],
    print: picture.subarray(4, 600),
  });
  const enrolmentPhoto = await files.stage(
    {
      owner,
      class: 'enrolment',
      role: 'enrolment-photo',
      contentType: 'image/jpeg',
      expiresAtEpochMs: null,
      templateId: canaries.template,
    },
    picture,
  );
  await records.inTransaction(async (inside) => {
    await enrolmentPhoto.commit(inside);
    await inside.templates.add([
      {
        id: canaries.template,
        ...owner,
        createdAtEpochMs: now(),
        description: { userIdentifier: canaries.user, label: canaries.name, metadata: { email: canaries.email } },
        samples: [
          {
            id: 'sample-1',
            quality: 80,
            createdAtEpochMs: now(),
            imageFileId: enrolmentPhoto.file.id,
            template: { digest: 'sha256:1', vector: Float32Array.from({ length: 128 }, (_, i) => i / 128) },
          },
        ],
      },
    ]);
  });

  // A part of a picture that its page is still sending.
  const sessionFiles = createStoredSessionFiles({ files, records, now });
  await sessionFiles.keepPart((await records.sessions.find(owner, 's1'))!, randomUUID(), picture, now() + partMs);

  const presigned = uploads.presign(owner, { contentType: 'image/jpeg', sizeBytes: picture.length });
  if (!presigned.ok) throw new Error(presigned.failure.code);
  const { key: uploadKey, url } = presigned.value;
  const query = new URL(url).searchParams;
  const receipt = await uploads.receive({
    id: new URL(url).pathname.split('/').at(-1)!,
    query: {
      ...owner,
      contentType: 'image/jpeg',
      sizeBytes: picture.length,
      expiresAtEpochMs: Number(query.get('expires')),
      signature: query.get('signature')!,
    },
    contentType: 'image/jpeg',
    contentLengthBytes: picture.length,
    body: bodyOf(picture.subarray(0, 1000), picture.subarray(1000)),
  });
  expect(receipt).toEqual({ status: 'stored', key: uploadKey });

  const media = {
    owner,
    class: 'media',
    contentType: 'image/jpeg',
    expiresAtEpochMs: mediaExpiresAtEpochMs(settings, now()),
    sessionId: 's1',
  } as const;
  const selfie = await files.stage(
    { ...media, role: 'selfie', verificationId: transactionId, name: canaries.fileName },
    picture,
  );
  const earlier = await files.stage({ ...media, role: 'document-front' }, picture);
  await earlier.commit(records);
  // Never committed, as after a crash; and one that breaks off half way.
  await files.stage({ ...media, role: 'selfie' }, picture);
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield picture;
    throw new Error('gone');
  }
  await expect(files.stage({ ...media, role: 'selfie' }, broken())).rejects.toThrow('gone');

  const idempotency = { owner, fingerprint: 'f', claimId: 'c', nowEpochMs: now(), leaseUntilEpochMs: now() + 1000 };
  await records.idempotency.claim({ ...idempotency, key: canaries.key, expiresAtEpochMs: now() + dayMs });
  const verification = sampleVerification();
  verification.document.fields = {
    ...verification.document.fields,
    surname: { ...verification.document.fields.surname!, value: canaries.name },
    documentNumber: { ...verification.document.fields.documentNumber!, value: canaries.number },
  };
  await perform(
    {
      transactionId,
      principal,
      dialect: 'native',
      operation: 'doc-identify',
      sessionId: 's1',
      context: { userIdentifier: canaries.user, userEmail: canaries.email, userPhone: null, metadata: null },
      async settle(inside) {
        await selfie.commit(inside);
        await inside.reviews.open(owner, transactionId, now());
        await uploads.markUsed(inside, owner, uploadKey, transactionId);
        const answer = { status: 200, headers: {}, body: JSON.stringify({ name: canaries.name }) };
        const subject = { kind: 'verification', id: transactionId } as const;
        await inside.idempotency.complete(owner, canaries.key, 'c', answer, subject);
      },
    },
    async () => ok(verification),
  );
  await records.reviews.decide(owner, transactionId, {
    decision: 'approved',
    atEpochMs: now(),
    reviewer: canaries.reviewer,
    reason: `${canaries.name} is who they are`,
    reasonCodes: [],
  });
  for (const subject of [
    { kind: 'verification', id: transactionId },
    { kind: 'session', id: 's1' },
  ] as const) {
    const id = `msg-${subject.kind}`;
    await records.webhooks.deliveries.add({
      id,
      ...owner,
      endpointId: null,
      eventId: `evt-${subject.kind}`,
      eventType: 'verification.completed',
      format: 'native',
      subject,
      createdAtEpochMs: now(),
      request: { url: canaries.callback, body: JSON.stringify({ name: canaries.name }) },
    });
    await records.webhooks.deliveries.recordAttempt(
      owner,
      id,
      {
        id: `att-${subject.kind}`,
        startedAtEpochMs: now(),
        outcome: { status: 200, durationMs: 1, failure: null, answerHead: `thanks for ${canaries.name}` },
      },
      { state: 'delivered', atEpochMs: now() },
    );
  }
  return transactionId;
}

/** Every wrapped key, sealed value, keyed hash and sealed content that the canaries made; some bytes of each. */
async function sealedTraces({ directory, blobs }: FilesUnderTest): Promise<Map<string, Buffer>> {
  const database = new BetterSqlite3(path.join(directory, databaseFileName), { readonly: true });
  const traces = new Map<string, Buffer>();
  for (const [table, column] of [
    ['data_keys', 'wrapped_key'],
    ['verifications', 'sealed_result'],
    ['verification_lookups', 'hash'],
    ['idempotent_answers', 'sealed_answer'],
    ['files', 'sealed_secrets'],
    ['reviews', 'sealed_words'],
    ['sessions', 'sealed_personal'],
    ['session_lookups', 'hash'],
    ['capture_prints', 'sealed_print'],
    ['capture_print_values', 'hash'],
    ['webhook_deliveries', 'sealed_request'],
    ['templates', 'sealed_description'],
    ['templates', 'id_hash'],
    ['templates', 'user_hash'],
    ['template_samples', 'sealed_vector'],
    ['webhook_attempts', 'sealed_outcome'],
  ] as const) {
    const rows = database.prepare(`select ${column} as bytes from ${table}`).all() as { bytes: Buffer }[];
    rows.forEach(({ bytes }, i) => traces.set(`${table}.${column} ${i}`, bytes.subarray(0, 48)));
  }
  database.close();
  for await (const { key } of blobs.list(blobFolder)) {
    const parts: Uint8Array[] = [];
    for await (const part of (await blobs.get(key))!) parts.push(part);
    const content = Buffer.concat(parts);
    traces.set(`start of ${key}`, content.subarray(0, 64));
    traces.set(`end of ${key}`, content.subarray(-64));
  }
  return traces;
}

const readable = [...Object.values(canaries), 'CANARYPIXELS', Buffer.from('CANARYPIXELS').toString('base64')];
const readableIn = (bytes: Buffer): string[] =>
  readable.filter((text) => bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le')));
const tracesIn = (bytes: Buffer, traces: Map<string, Buffer>): string[] =>
  [...traces].filter(([, trace]) => bytes.includes(trace)).map(([name]) => name);

describe.each([
  ['disk', onDisk],
  ['an S3-compatible store', onS3],
])('canaries with files on %s', (_, start) => {
  let place: Place;
  let under: FilesUnderTest;
  let checkId: string;
  let traces: Map<string, Buffer>;

  beforeEach(async () => {
    place = await start();
    under = place.under;
    checkId = await plant(under);
    traces = await sealedTraces(under);
  });
  afterEach(() => place.close());

  const sweepAt = (nowEpochMs: number) => {
    const { records, files, blobs } = under;
    const parts = [
      expiredFiles(records, files),
      oldMedia(records, files),
      oldVerifications(records),
      expiredAnswers(records),
      oldCapturePrints(records),
      endedSessions(records),
      settledDeliveries(records),
      orphanBlobs({ records, blobs, blobFolder }),
    ];
    return createRetention({ records, parts }).sweep(nowEpochMs);
  };
  const erase = () =>
    createErase({
      records: under.records,
      keyedHash: under.keyedHash,
      parts: erasePartsOver(under.files),
      now: () => under.nowEpochMs,
      newId: randomUUID,
    });
  const endSession = async (): Promise<void> => {
    const session = (await under.records.sessions.find(owner, 's1'))!;
    const state = { ...session.state, status: 'DONE', nextStep: null, work: null } as const;
    await under.records.sessions.update({ ...session, state: { ...state, endedAtEpochMs: under.nowEpochMs } });
    // Storing it anew has sealed it anew.
    traces = await sealedTraces(under);
  };
  /** Enrolled people stay until they are deleted. */
  const removeTemplate = async (): Promise<void> => {
    await under.records.templates.delete(owner, canaries.template, under.nowEpochMs);
    await under.files.delete(owner, { templateId: canaries.template });
  };
  const operator = { kind: 'operator', id: null } as const;
  /** What a crash left without a row belongs to nobody who could be erased: it goes by age. */
  const orphans = (): string[] => [...traces.keys()].filter((name) => name.includes(' of '));

  test('they are stored, and nowhere readable', async () => {
    const bytes = place.everything();
    expect(readableIn(bytes)).toEqual([]);
    expect(tracesIn(bytes, traces)).toEqual([...traces.keys()]);
    expect([...traces.keys()].filter((name) => name.startsWith('data_keys'))).toHaveLength(13);
    expect(orphans()).toHaveLength(2 * 6);
  });

  test.each<[string, () => Parameters<ReturnType<typeof erase>>[1]]>([
    ['user', () => ({ kind: 'user', identifier: canaries.user })],
    ['check', () => ({ kind: 'check', id: checkId })],
    ['session', () => ({ kind: 'check', id: 's1' })],
  ])('erasing by %s leaves nothing of them, not even sealed, and a receipt', async (kind, subject) => {
    const { receipt, leftToSweep } = await erase()(owner, subject(), operator);
    expect(leftToSweep).toBe(0);
    expect(receipt).toMatchObject({
      ...owner,
      subject: { kind: kind === 'user' ? 'user' : 'check', hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      erasedAt: new Date(under.nowEpochMs).toISOString(),
      counts: {
        verifications: 1,
        'capture-prints': 1,
        sessions: 1,
        templates: 1,
        'webhook-deliveries': 2,
        'idempotent-answers': 1,
        files: 4,
      },
    });
    expect(JSON.stringify(receipt)).not.toContain(canaries.user);
    const entries = await under.records.audit.page('app_a', { limit: 1, beforeSequence: null });
    expect(entries).toMatchObject([
      { action: 'subject.erased', actor: operator, target: receipt.id, details: receipt.counts },
    ]);
    expect(verifyReceipt(receiptPublicKey(under.keyedHash), JSON.stringify(receipt))).toBe('valid');
    const [tombstone] = await under.records.sessions.page(owner, { limit: 9, before: null });
    expect(tombstone).toMatchObject({ id: 's1', state: { status: 'CANCELED' }, erasedAtEpochMs: under.nowEpochMs });
    // The bytes that were never committed are still there, without a key anywhere.
    expect(await under.blobNames()).toHaveLength(1);
    await sweepAt(Date.now() + 2 * 3_600_000);
    const bytes = place.everything();
    expect(readableIn(bytes)).toEqual([]);
    expect(tracesIn(bytes, traces)).toEqual([]);
    const again = await erase()(owner, subject(), operator);
    expect(again.receipt.counts).toEqual(nothing);
  });

  test('erasing somebody else destroys nothing', async () => {
    for (const stranger of [{ ...owner, mode: 'test' } as const, { ...owner, applicationId: 'app_b' }]) {
      for (const subject of [
        { kind: 'user', identifier: canaries.user },
        { kind: 'check', id: checkId },
      ] as const) {
        const { receipt } = await erase()(stranger, subject, operator);
        expect(receipt.counts).toEqual(nothing);
      }
    }
    await erase()(owner, { kind: 'user', identifier: 'canary-user-7' }, operator);
    expect(tracesIn(place.everything(), traces)).toEqual([...traces.keys()]);
  });

  test('a store that fails for a moment does not hold up the erasing; the next sweep removes the bytes', async () => {
    const right = under.files.removeBlobs.bind(under.files);
    let failures = 2;
    const files = {
      ...under.files,
      deleteInside: (...[inside, by, link, afterCommit]: Parameters<typeof under.files.deleteInside>) =>
        under.files.deleteInside(inside, by, link, (work) =>
          afterCommit(() => (failures-- > 0 ? Promise.reject(new Error('store down')) : work())),
        ),
      removeBlobs: right,
    };
    const failing = createErase({
      records: under.records,
      keyedHash: under.keyedHash,
      parts: erasePartsOver(files),
      now: () => under.nowEpochMs,
      newId: randomUUID,
    });
    const { receipt, leftToSweep } = await failing(owner, { kind: 'user', identifier: canaries.user }, operator);
    expect([receipt.counts['files'], leftToSweep]).toEqual([4, 2]);
    const { destroyed } = await sweepAt(Date.now() + 2 * 3_600_000);
    expect(destroyed['orphan-blobs']).toBeGreaterThan(0);
    expect(tracesIn(place.everything(), traces)).toEqual([]);
  });

  test('the sweep leaves nothing of them once they are due, class by class', async () => {
    const from = under.nowEpochMs;
    await removeTemplate();
    await endSession();
    expect((await sweepAt(from + partMs - 1)).destroyed).toEqual({});
    expect(tracesIn(place.everything(), traces)).toEqual([...traces.keys()]);
    expect((await sweepAt(from + partMs)).destroyed).toEqual({ files: 1 });
    expect((await sweepAt(from + dayMs - 1)).destroyed).toEqual({});
    expect((await sweepAt(from + dayMs)).destroyed).toEqual({ files: 1, 'idempotent-answers': 1 });
    expect((await sweepAt(from + 7 * dayMs - 1)).destroyed).toEqual({});
    expect((await sweepAt(from + 7 * dayMs)).destroyed).toEqual({ files: 2 });
    expect((await sweepAt(from + 7 * dayMs + 1)).destroyed).toEqual({ 'capture-prints': 1 });
    expect((await sweepAt(from + 30 * dayMs)).destroyed).toEqual({});
    expect((await sweepAt(from + 30 * dayMs + 1)).destroyed).toEqual({
      verifications: 1,
      sessions: 1,
      'webhook-deliveries': 2,
    });
    expect((await sweepAt(Date.now() + 2 * 3_600_000)).destroyed).toEqual({ 'orphan-blobs': 1 });
    const bytes = place.everything();
    expect(readableIn(bytes)).toEqual([]);
    expect(tracesIn(bytes, traces)).toEqual([]);
  });

  test('a retention that was shortened holds for media that are there already', async () => {
    const retention = { ...settings.retention, mediaDays: 1 };
    await under.records.applications.changeSettings('app_a', { ...settings, retention });
    const { destroyed } = await sweepAt(under.nowEpochMs + dayMs + 1);
    expect(destroyed).toEqual({ files: 2, 'old-media': 2, 'idempotent-answers': 1, 'capture-prints': 1 });
  });

  test('an export tells everything that is stored about the person', async () => {
    const exportSubject = createExportSubject({
      records: under.records,
      files: under.files,
      parts: [verificationExport, sessionExport, templateExport, answerExport],
      now: () => under.nowEpochMs,
    });
    const { data, files } = await exportSubject(owner, { kind: 'user', identifier: canaries.user }, operator);
    expect(Object.keys(data)).toEqual([
      'exportedAt',
      'applicationId',
      'mode',
      'subject',
      'verifications',
      'sessions',
      'templates',
      'idempotentAnswers',
      'files',
    ]);
    expect(data['verifications']).toHaveLength(1);
    expect(JSON.stringify(data['verifications'])).toContain(canaries.name);
    expect(data['sessions']).toMatchObject([{ id: 's1', personal: { callbackUrl: canaries.callback } }]);
    expect(data['templates']).toMatchObject([{ id: canaries.template, description: { label: canaries.name } }]);
    expect(data['idempotentAnswers']).toEqual([{ status: 200, headers: {}, body: '{"name":"CANARYSSON"}' }]);
    const written: [string, boolean][] = [];
    for await (const { fileName, content } of files()) {
      const parts: Uint8Array[] = [];
      for await (const part of content) parts.push(part);
      written.push([fileName.replace(/-[0-9a-f-]{36}/, ''), Buffer.concat(parts).equals(picture)]);
    }
    expect(written.sort()).toEqual([
      ['document-front.jpg', true],
      ['enrolment-photo.jpg', true],
      ['selfie.jpg', true],
      ['upload.bin', true],
      ['upload.jpg', true],
    ]);
    const nobody = await exportSubject(owner, { kind: 'user', identifier: 'nobody' }, operator);
    expect(nobody.data).toMatchObject({
      verifications: [],
      sessions: [],
      templates: [],
      idempotentAnswers: [],
      files: [],
    });
  });
});
