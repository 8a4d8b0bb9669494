import { expect, test } from 'vitest';
import { startHttp } from '#http/http-under-test.suite.js';
import { noMeasures, type EndedRequest } from '#ports/measures.js';

test.each<[string, string, number, Partial<EndedRequest>]>([
  ['broken escapes', '/api/v2/%zz', 400, { surface: 'native', failure: 'request-invalid' }],
  ['an id of 300 characters', `/api/v2/files/${'a'.repeat(300)}`, 404, { surface: 'native', failure: 'not-found' }],
  ['broken escapes elsewhere', '/%zz', 404, { surface: 'other', failure: null }],
])('%s: answered as everything is, logged without its address, and counted', async (_, path, status, counted) => {
  const ended: EndedRequest[] = [];
  const measures = { ...noMeasures, requestBegan: () => (request: EndedRequest) => void ended.push(request) };
  const http = await startHttp({ measures });
  const usual = await fetch(`${http.origin}/nothing`);
  const response = await fetch(http.origin + path);
  expect(response.status).toBe(status);
  expect(await response.text()).not.toContain(path.slice(-3));
  expect(headersOf(usual)).toContain('x-request-id');
  expect(headersOf(response)).toEqual(headersOf(usual));
  await http.app.close();
  expect(ended[1]).toMatchObject({ method: 'GET', route: null, status, ...counted });
  const logged = http
    .logged()
    .split('\n')
    .filter((line) => line.includes('"event":"request"'));
  expect(JSON.parse(logged[1]!)).toMatchObject({ method: 'GET', route: null, status, applicationId: null });
  expect(logged).toHaveLength(2);
});

function headersOf({ headers }: Response): string[] {
  const names: string[] = [];
  headers.forEach((_, name) => names.push(name));
  return names.sort();
}
