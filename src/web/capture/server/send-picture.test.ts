import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Upload } from '#contract/capture.js';
import { CallFailed } from '#web/capture/server/call-failed.js';
import type { CaptureServer } from '#web/capture/server/capture-server.js';
import { sendPicture } from '#web/capture/server/send-picture.js';

const partBytes = 1_048_576;
const picture = new Blob([new Uint8Array(2.5 * partBytes).map((_, index) => index)]);

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** A server that keeps parts; `fails` says what becomes of the n-th call that sends one. */
function keepingServer(fails: (call: number) => 'before' | 'after' | 'forgotten' | null) {
  const opened: { sizeBytes: number; sha256: string }[] = [];
  const sent: number[] = [];
  let received: number[] = [];
  const upload = (): Upload => ({
    id: '7e5a1c9e-0000-4000-8000-000000000001',
    sizeBytes: picture.size,
    partBytes,
    received: [...received],
    expiresAt: '2026-11-30T12:00:00.000Z',
  });
  const server: Pick<CaptureServer, 'openUpload' | 'upload' | 'sendPart'> = {
    async openUpload(sizeBytes, sha256) {
      opened.push({ sizeBytes, sha256 });
      received = [];
      return upload();
    },
    upload: async () => upload(),
    async sendPart(_, part, bytes, onSent) {
      sent.push(part);
      const failure = fails(sent.length);
      if (failure === 'forgotten') throw new CallFailed('not-found', 404, false);
      if (failure === 'before') throw new CallFailed('connection', 0, true);
      onSent(bytes.size);
      received.push(part);
      if (failure === 'after') throw new CallFailed('connection', 0, true);
      return upload();
    },
  };
  return { server: server as CaptureServer, opened, sent };
}

/** Nobody waits out a pause. */
const impatient = () => {
  const sooner = new EventTarget();
  return { sooner, onWaiting: () => setTimeout(() => sooner.dispatchEvent(new Event('now')), 0) };
};

test('sends the parts one after the other, and tells how far it is', async () => {
  const { server, opened, sent } = keepingServer(() => null);
  const shares: number[] = [];
  const id = await sendPicture(server, picture, (share) => shares.push(share), impatient());
  expect(id).toBe('7e5a1c9e-0000-4000-8000-000000000001');
  const sha256 = createHash('sha256')
    .update(new Uint8Array(await picture.arrayBuffer()))
    .digest('hex');
  expect(opened).toEqual([{ sizeBytes: picture.size, sha256 }]);
  expect(sent).toEqual([0, 1, 2]);
  expect(shares).toEqual([0, 0.4, 0.4, 0.8, 0.8, 1, 1]);
});

test('a part that was lost is sent again, and no other', async () => {
  const { server, opened, sent } = keepingServer((call) => (call === 2 ? 'before' : null));
  await sendPicture(server, picture, () => undefined, impatient());
  expect(sent).toEqual([0, 1, 1, 2]);
  expect(opened).toHaveLength(1);
});

test('a part whose answer was lost is not sent again', async () => {
  const { server, sent } = keepingServer((call) => (call === 2 ? 'after' : null));
  await sendPicture(server, picture, () => undefined, impatient());
  expect(sent).toEqual([0, 1, 2]);
});

test('an upload that the server has forgotten is begun anew, once', async () => {
  const once = keepingServer((call) => (call === 2 ? 'forgotten' : null));
  await sendPicture(once.server, picture, () => undefined, impatient());
  expect(once.opened).toHaveLength(2);
  const always = keepingServer(() => 'forgotten');
  await expect(sendPicture(always.server, picture, () => undefined, impatient())).rejects.toThrow('not-found');
  expect(always.opened).toHaveLength(2);
});
