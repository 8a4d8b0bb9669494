import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { get, until, verifyOnce } from '../support/fault-calls.js';
import { noteFigure } from '../support/fault-figures.js';
import { bonafide, changeSettings, hardlyLimited } from '../support/command-line.js';
import { makeInstallation, startServer, stopServer } from '../support/server-process.js';

// A real file system of 48 MB, which only an administrator can mount.
const installation = makeInstallation();
const data = installation.environment['BONAFIDE_DATA_DIR']!;

mkdirSync(data);
const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48m,mode=700', 'tmpfs', data], { encoding: 'utf8' });
const mounted = mount.status === 0;
const why = mounted ? '' : ` (skipped: this user may not mount: ${(mount.stderr ?? 'no mount').trim()})`;

afterAll(() => {
  if (mounted) spawnSync('umount', [data]);
  installation.remove();
});

test.runIf(mounted || process.env['BONAFIDE_REQUIRE_DATA'] === '1')(
  `a full disk: calls are refused by 503, nothing is half written, and it works again with room${why}`,
  async () => {
    const server = await startServer(installation, {
      environment: { BONAFIDE_MASTER_KEY_FILE: path.join(installation.directory, 'master.key') },
    });
    const credentials = server.credentials!;
    const environment = { BONAFIDE_MASTER_KEY_FILE: path.join(installation.directory, 'master.key') };
    await changeSettings(installation, credentials.applicationId, hardlyLimited, environment);
    const acknowledged: string[] = [];
    const statuses = new Map<number, number>();
    const call = async (): Promise<number> => {
      const told = await verifyOnce(server, credentials);
      statuses.set(told.status, (statuses.get(told.status) ?? 0) + 1);
      if (told.status === 200) acknowledged.push(String(told.body['transactionId']));
      if (told.status === 503) expect(told.retryAfter).not.toBeNull();
      return told.status;
    };
    for (let i = 0; i < 10; i++) expect(await call()).toBe(200);

    const filler = path.join(data, 'filler');
    const room = statfsSync(data);
    writeFileSync(filler, Buffer.alloc(room.bavail * room.bsize - 1024 * 1024));
    const noticedAfterMs = await until(async () => (await get(server, '/readyz')).status === 503);
    expect((await get(server, '/readyz')).body).toEqual({ status: 'storage-full' });
    // The last megabyte goes to whoever comes first; then the log of the database finds no room.
    const full = statfsSync(data);
    writeFileSync(path.join(data, 'filler-2'), Buffer.alloc(full.bavail * full.bsize));
    await until(async () => (await call()) === 503);
    for (let i = 0; i < 10; i++) expect([200, 503]).toContain(await call());
    expect((await get(server, '/livez')).status).toBe(200);
    // What is stored can be read meanwhile.
    const headers = { authorization: `Bearer ${credentials.key}` };
    expect((await get(server, `/api/v2/verifications/${acknowledged[0]}`, headers)).status).toBe(200);

    rmSync(filler);
    rmSync(path.join(data, 'filler-2'));
    const backAfterMs = await until(async () => (await call()) === 200);
    await until(async () => (await get(server, '/readyz')).status === 200);
    expect(server.output()).not.toContain('ERIKSSON');
    const lost: string[] = [];
    for (const id of acknowledged) {
      if ((await get(server, `/api/v2/verifications/${id}`, headers)).status !== 200) lost.push(id);
    }
    const audit = await bonafide(installation, ['doctor', 'audit'], environment);
    expect([audit.code, await stopServer(server)]).toEqual([0, 0]);
    noteFigure({
      fault: 'disk full, SQLite',
      goal: '503 with Retry-After, 0 lost, works with room',
      measured: `${lost.length} of ${acknowledged.length} lost; /readyz 503 after ${Math.round(noticedAfterMs)} ms, ${statuses.get(503)} refused, works ${Math.round(backAfterMs)} ms after there is room`,
    });
    expect(lost).toEqual([]);
    expect([...statuses.keys()].sort()).toEqual([200, 503]);
  },
);
