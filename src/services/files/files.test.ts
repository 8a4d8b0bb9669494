import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StoredFile } from '#domain/file.js';
import { mediaExpiresAtEpochMs } from '#services/files/file-retention.js';
import { createFiles, stagedAtMostMs, type NewFile } from '#services/files/files.js';
import {
  bodyOf,
  blobFolder,
  otherOwner,
  owner,
  publicUrl,
  startFiles,
  testOwner,
  type FilesUnderTest,
} from '#services/files/files-under-test.suite.js';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { streamSealing } from '#adapters/sealing/sealed-stream.js';

let under: FilesUnderTest;
beforeEach(async () => {
  under = await startFiles();
});
afterEach(() => under.close());

const selfie: NewFile = {
  owner,
  class: 'media',
  role: 'selfie',
  contentType: 'image/jpeg',
  expiresAtEpochMs: 2_000_000,
  verificationId: 'v1',
  name: 'v1_selfie.jpg',
};

async function stored(overrides: Partial<NewFile> = {}, content = 'picture'): Promise<StoredFile> {
  const staged = await under.files.stage({ ...selfie, ...overrides }, Buffer.from(content));
  expect(await staged.commit(under.records)).toBe(true);
  return staged.file;
}
const textOf = async (fileId: string, by: NewFile['owner'] = owner): Promise<string | null> =>
  (await under.files.read(by, fileId))?.toString() ?? null;

test('a stored file is found, listed and read', async () => {
  const file = await stored();
  expect(file).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    ...owner,
    class: 'media',
    role: 'selfie',
    contentType: 'image/jpeg',
    sizeBytes: 7,
    createdAtEpochMs: 1_000_000,
    expiresAtEpochMs: 2_000_000,
    verificationId: 'v1',
    sessionId: null,
    templateId: null,
    name: 'v1_selfie.jpg',
  });
  expect(await under.files.find(owner, file.id)).toEqual(file);
  expect(await under.files.list(owner, { verificationId: 'v1' })).toEqual([file]);
  expect(await textOf(file.id)).toBe('picture');
});

test('a stream is stored piece by piece', async () => {
  const staged = await under.files.stage(selfie, bodyOf(Buffer.from('pic'), Buffer.from('ture')));
  await staged.commit(under.records);
  expect([staged.file.sizeBytes, await textOf(staged.file.id)]).toEqual([7, 'picture']);
});

test('others see nothing of it', async () => {
  const file = await stored();
  for (const stranger of [testOwner, otherOwner]) {
    expect(await under.files.find(stranger, file.id)).toBeNull();
    expect(await under.files.open(stranger, file.id)).toBeNull();
    expect(await under.files.list(stranger, { verificationId: 'v1' })).toEqual([]);
    expect(await under.files.delete(stranger, { fileId: file.id })).toBe(0);
  }
  expect(await textOf(file.id)).toBe('picture');
});

test('until it is committed nobody sees it, and without a commit nothing but unreadable bytes are left', async () => {
  const staged = await under.files.stage(selfie, Buffer.from('PIXELS-OF-A-FACE'));
  expect(await under.files.find(owner, staged.file.id)).toBeNull();
  expect(await under.blobNames()).toHaveLength(1);
  const broken = under.records.inTransaction(async (inside) => {
    await staged.commit(inside);
    throw new Error('half way');
  });
  await expect(broken).rejects.toThrow('half way');
  expect(await under.files.find(owner, staged.file.id)).toBeNull();
  expect(under.bytesOnDisk().includes('PIXELS-OF-A-FACE')).toBe(false);
  // Repeated, as a transaction is where it collides with another.
  await under.records.inTransaction((inside) => staged.commit(inside));
  expect(await textOf(staged.file.id)).toBe('PIXELS-OF-A-FACE');
});

test('discarding removes the bytes', async () => {
  const staged = await under.files.stage(selfie, Buffer.from('picture'));
  await staged.discard();
  expect(await under.blobNames()).toEqual([]);
});

test('what was staged too long ago is not committed: its bytes may be gone', async () => {
  const staged = await under.files.stage(selfie, Buffer.from('picture'));
  under.nowEpochMs += stagedAtMostMs + 1;
  expect(() => staged.commit(under.records)).toThrow('staged too long ago');
});

test('content that breaks off leaves nothing', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('pic');
    throw new Error('gone');
  }
  await expect(under.files.stage(selfie, broken())).rejects.toThrow('gone');
  expect(await under.blobNames()).toEqual([]);
});

test('an expired file is gone before any sweep', async () => {
  const file = await stored();
  const url = signedQuery(file, 9_000_000);
  under.nowEpochMs = 2_000_000;
  expect(await under.files.find(owner, file.id)).toBeNull();
  expect(await under.files.list(owner, { verificationId: 'v1' })).toEqual([]);
  expect(await under.files.open(owner, file.id)).toBeNull();
  expect(await under.files.openSigned(file.id, url)).toEqual({ status: 'gone' });
});

test('deleting by link removes rows and bytes', async () => {
  await stored();
  await stored({ name: 'two' });
  const other = await stored({ verificationId: 'v2' });
  expect(await under.files.delete(owner, { verificationId: 'v1' })).toBe(2);
  expect(await under.files.delete(owner, { verificationId: 'v1' })).toBe(0);
  expect(await under.blobNames()).toHaveLength(1);
  expect(await textOf(other.id)).toBe('picture');
});

test('within a transaction bytes are removed only once it is durable', async () => {
  const file = await stored();
  const later: (() => Promise<void>)[] = [];
  const count = await under.records.inTransaction((inside) =>
    under.files.deleteInside(inside, owner, { fileId: file.id }, (work) => later.push(work)),
  );
  expect([count, later.length, (await under.blobNames()).length]).toEqual([1, 1, 1]);
  for (const work of later) await work();
  expect(await under.blobNames()).toEqual([]);
});

test('nothing of a file stands readable on disk, its name included', async () => {
  await stored({ name: 'ERIKSSON.jpg' }, 'ANNA MARIA');
  const bytes = under.bytesOnDisk();
  expect(bytes.includes('ERIKSSON')).toBe(false);
  expect(bytes.includes('ANNA MARIA')).toBe(false);
});

test('bytes that were exchanged for those of another file do not open', async () => {
  const [first, second] = [await stored({}, 'first'), await stored({}, 'second')];
  const places = [
    await under.records.files.findWithPlace(owner, first.id),
    await under.records.files.findWithPlace(owner, second.id),
  ];
  const [a, b] = places.map((found) => `${blobFolder}/${found!.place.blobName}`) as [string, string];
  const other = await under.blobs.get(b);
  await under.blobs.delete(a);
  await under.blobs.put(a, other!);
  await expect(under.files.read(owner, first.id)).rejects.toMatchObject({ name: 'SealBrokenError' });
});

const signedQuery = (file: StoredFile, expiresAtEpochMs: number, signature?: string) => {
  const query = new URL(under.files.signedUrl(file, expiresAtEpochMs)).searchParams;
  return {
    applicationId: query.get('application')!,
    mode: query.get('mode') as 'live' | 'test',
    expiresAtEpochMs: Number(query.get('expires')),
    signature: signature ?? query.get('signature')!,
  };
};

test('a signed address opens the file until it expires', async () => {
  const file = await stored();
  const url = new URL(under.files.signedUrl(file, 1_500_000));
  expect(`${url.origin}${url.pathname}`).toBe(`${publicUrl}/files/${file.id}`);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    application: 'app_a',
    mode: 'live',
    expires: '1500000',
    signature: expect.stringMatching(/^[\w-]{43}$/) as string,
  });
  const opening = await under.files.openSigned(file.id, signedQuery(file, 1_500_000));
  if (opening.status !== 'open') throw new Error(opening.status);
  expect(opening.opened.file).toEqual(file);
  let text = '';
  for await (const part of opening.opened.content) text += Buffer.from(part).toString();
  expect(text).toBe('picture');
  under.nowEpochMs = 1_500_000;
  expect(await under.files.openSigned(file.id, signedQuery(file, 1_500_000))).toEqual({ status: 'forbidden' });
});

test('a signature holds for one file, owner and time, and no other', async () => {
  const file = await stored();
  const other = await stored();
  const right = signedQuery(file, 1_500_000);
  const wrong = [
    [other.id, right],
    [file.id, { ...right, applicationId: 'app_b' }],
    [file.id, { ...right, mode: 'test' as const }],
    [file.id, { ...right, expiresAtEpochMs: 1_600_000 }],
    [file.id, { ...right, signature: '' }],
    [file.id, { ...right, signature: `${right.signature}A` }],
    [file.id, { ...right, signature: right.signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) }],
  ] as const;
  for (const [id, query] of wrong) {
    expect(await under.files.openSigned(id, query), JSON.stringify(query)).toEqual({ status: 'forbidden' });
  }
  await under.files.delete(owner, { fileId: file.id });
  expect(await under.files.openSigned(file.id, right)).toEqual({ status: 'gone' });
});

test('bytes that are missing although the file is known are a fault, not a missing file', async () => {
  const file = await stored();
  for (const key of await under.blobNames()) await under.blobs.delete(key);
  await expect(under.files.open(owner, file.id)).rejects.toThrow(`the bytes of file ${file.id} are missing`);
});

test('who goes before the first piece lets go of the store; a look that cannot be noted opens nothing', async () => {
  const file = await stored({}, 'picture'.repeat(50_000));
  const taken: Readable[] = [];
  const get = under.blobs.get.bind(under.blobs);
  under.blobs.get = async (key) => {
    const content = await get(key);
    if (content instanceof Readable) taken.push(content);
    return content;
  };
  const { content } = (await under.files.open(owner, file.id))!;
  Readable.from(content).destroy();
  await expect.poll(() => taken.map(({ destroyed }) => destroyed)).toEqual([true]);

  under.records.audit.append = () => Promise.reject(new Error('no room'));
  await expect(under.files.openSigned(file.id, signedQuery(file, 1_500_000))).rejects.toThrow('no room');
  expect(taken).toHaveLength(1);
});

test('the public address is asked for at each use: it may be known only once the server listens', async () => {
  let address = 'http://localhost:0';
  const { records, keyedHash, blobs } = under;
  const files = createFiles({
    records,
    keyedHash,
    blobs,
    blobFolder,
    sealing: streamSealing,
    publicUrl: () => address,
    now: () => 1,
    newId: () => 'x',
  });
  const file = await stored();
  address = 'http://localhost:8080';
  expect(files.signedUrl(file, 5)).toMatch(/^http:\/\/localhost:8080\/files\//);
});

test('media are kept as long as the application is set', () => {
  expect(mediaExpiresAtEpochMs(defaultApplicationSettings, 1000)).toBe(1000 + 7 * 86_400_000);
});
