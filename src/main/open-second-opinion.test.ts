import pino from 'pino';
import { expect, test } from 'vitest';
import { createHttpOut } from '#adapters/http-out/create-http-out.js';
import { allowing, receivers } from '#adapters/http-out/http-out-under-test.suite.js';
import { openSecondOpinion } from '#main/open-second-opinion.js';

const receiver = receivers();
const pictures = { selfie: Uint8Array.of(1), portrait: Uint8Array.of(2) };

test('without a key there is none', async () => {
  const httpOut = createHttpOut({ allowed: allowing() });
  expect(await openSecondOpinion(null, { httpOut, logger: pino({ level: 'silent' }) })).toBeNull();
});

test('an address that this server may not call ends the start, and says what to do', async () => {
  const httpOut = createHttpOut({ allowed: allowing() });
  const openAi = { apiKey: 'k', baseUrl: 'http://127.0.0.1:1/v1', model: 'm' };
  await expect(openSecondOpinion(openAi, { httpOut, logger: pino({ level: 'silent' }) })).rejects.toThrow(
    /^OPENAI_BASE_URL: .* BONAFIDE_ALLOWED_HOSTS\.$/,
  );
});

test('a failure is logged with its reason, and nothing of the question or the key', async () => {
  const server = await receiver({ answer: (_, response) => response.writeHead(401).end('no') });
  let logged = '';
  const logger = pino({}, { write: (line) => void (logged += line) });
  const openAi = { apiKey: 'secret', baseUrl: `http://127.0.0.1:${server.port}/v1`, model: 'm' };
  const httpOut = createHttpOut({ allowed: allowing('127.0.0.1') });
  const second = await openSecondOpinion(openAi, { httpOut, logger });
  expect(await second?.ask(pictures)).toBeNull();
  const { level, event, reason, msg } = JSON.parse(logged) as Record<string, unknown>;
  expect({ level, event, reason, msg }).toEqual({ level: 40, event: 'second-opinion-failed', reason: 'status' });
  expect(logged).not.toMatch(/secret|base64|127\.0\.0\.1/);
});
