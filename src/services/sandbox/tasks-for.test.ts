import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Principal } from '#domain/access.js';
import { sandboxScenarioNames } from '#domain/sandbox.js';
import { emptyContext } from '#domain/verification-context.js';
import { createVerifyIdentity } from '#services/verify-identity.js';
import { createTasksFor } from '#services/sandbox/tasks-for.js';
import {
  complete,
  fineTasks,
  principal,
  startOperations,
  type OperationsUnderTest,
} from '#services/operations-under-test.suite.js';
import { renderSandboxPictures } from '#specimens/sandbox/sandbox-pictures.js';
import { wholeTest } from '../../../test/support/test-form.js';

const tasksFor = createTasksFor(() => fineTasks);
let operations: OperationsUnderTest;
let pictures: Map<string, Uint8Array>;
beforeAll(async () => {
  operations = await startOperations();
  pictures = new Map((await renderSandboxPictures()).map(({ name, bytes }) => [name, bytes]));
});
afterAll(() => operations.close());

let calls = 0;
const verified = (caller: Principal, name: string, userIdentifier: string) =>
  createVerifyIdentity({ tasksFor, perform: operations.perform, now: () => 1000 })({
    transactionId: `t${calls++}`,
    principal: caller,
    dialect: 'ooto',
    context: { ...emptyContext, userIdentifier, metadata: { sandbox: name } },
    document: complete(pictures.get(`sandbox-${name}.jpg`)!),
    selfie: complete(pictures.get(`sandbox-${name}.jpg`)!),
  });

test('a live key gets the engine itself, and no picture or context changes what it says', async () => {
  expect(tasksFor(principal, { ...emptyContext, userIdentifier: 'sandbox:no-match' })).toBe(fineTasks);
  const real = await createVerifyIdentity({ tasksFor: () => fineTasks, perform: operations.perform, now: () => 1000 })({
    transactionId: 'real',
    principal,
    dialect: 'ooto',
    document: complete(pictures.get('sandbox-match.jpg')!),
    selfie: complete(pictures.get('sandbox-match.jpg')!),
  });
  if (!real.ok) throw new Error('the engine is a fine one');
  const told = { ...real, value: { ...real.value, timings: expect.anything() as unknown } }; // vitest types its matchers as any
  for (const name of sandboxScenarioNames) expect(await verified(principal, name, `sandbox:${name}`)).toEqual(told);
});

test('a test key is answered by its picture, else by its context', async () => {
  const caller = { ...principal, mode: 'test' } as const;
  expect(await verified(caller, 'no-match', 'user-7')).toMatchObject({ value: { decision: 'no-match', match: false } });
  const plain = Uint8Array.of(0xff, 0xd8, 0xff);
  const named = (userIdentifier: string) => tasksFor(caller, { ...emptyContext, userIdentifier }).analyseSelfie(plain);
  expect(await named('sandbox:face-not-found')).toMatchObject({ failure: { code: 'face-not-found' } });
  expect(await named('user-7')).toEqual(await fineTasks.analyseSelfie(plain));
});

wholeTest(
  'a picture that names nothing is as in match beside one that names a scenario, unless the context names another',
  async () => {
    const caller = { ...principal, mode: 'test' } as const;
    const named = complete(pictures.get('sandbox-face-not-found.jpg')!);
    const plain = Uint8Array.of(0xff, 0xd8, 0xff);
    const seen = (mode: Principal['mode'], userIdentifier: string, ...others: (typeof named | null)[]) =>
      tasksFor({ ...caller, mode }, { ...emptyContext, userIdentifier }, [complete(plain), ...others]).analyseSelfie(
        plain,
      );
    expect(await seen('test', 'user-7', named)).toMatchObject({ ok: true, value: { template: { digest: 'sandbox' } } });
    expect(await seen('test', 'sandbox:several-faces', named)).toMatchObject({ failure: { code: 'several-faces' } });
    const real = await fineTasks.analyseSelfie(plain);
    expect(await seen('test', 'user-7', null)).toEqual(real);
    expect(await seen('live', 'user-7', named)).toEqual(real);
  },
);

test('the review band is that of the application', async () => {
  const operatingPoint = { threshold: 0.1, reviewFrom: -0.5 };
  const settings = { ...principal.settings, policy: { ...principal.settings.policy, operatingPoint } };
  const caller = { ...principal, mode: 'test', settings } as const;
  expect(await verified(caller, 'review', 'user-7')).toMatchObject({ value: { decision: 'review', match: false } });
  expect(await verified(caller, 'match', 'user-7')).toMatchObject({ value: { decision: 'match', match: true } });
});
