import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  answerOf,
  checkDigits,
  holder,
  mrz,
  nobody,
  startDeepidv,
  type DeepidvUnderTest,
} from '#http/apis/deepidv/deepidv-under-test.suite.js';
import { documentScanSchema } from '#http/apis/deepidv/schema.js';

let api: DeepidvUnderTest;
beforeAll(async () => {
  api = await startDeepidv();
});
afterAll(() => api.close());

describe('document/scan', () => {
  const scan = (script: string) => answerOf(documentScanSchema, api.call('/document/scan', { image: script }));

  test('the published keys, confidence 0–1', async () => {
    expect(await scan('owner')).toEqual({
      ...holder,
      mrzData: { format: 'TD3', lines: mrz.lines, valid: true, checkDigits },
      rawFields: {
        DOCUMENT_NUMBER: 'L898902C3',
        LAST_NAME: 'ERIKSSON',
        FIRST_NAME: 'ANNA MARIA',
        GENDER: 'F',
        DATE_OF_BIRTH: '1974-08-12',
        EXPIRATION_DATE: '2012-04-15',
        NATIONALITY: 'UTO',
        ISSUING_COUNTRY: 'UTO',
      },
      confidence: 0.9875,
    });
  });

  test('a card or permit is a national_id; what fails its check is raw alone and counts for nothing', async () => {
    expect(await scan('permit')).toEqual({
      ...nobody,
      documentType: 'national_id',
      fullName: 'ANNA MARIA ERIKSSON',
      gender: 'X',
      mrzData: null,
      rawFields: { DOCUMENT_NUMBER: 'X1', GENDER: 'X' },
      confidence: 0.5,
    });
  });

  test.each([
    ['landscape', 'no document was found (document image)'],
    ['blurred', 'nothing could be read on the document (document image)'],
  ])('%s: every key is there, the error in-band', async (script, error) => {
    expect(await scan(script)).toEqual({ ...nobody, mrzData: null, rawFields: {}, confidence: null, error });
  });

  test('the document need not show a portrait', async () => {
    expect(await scan('portraitless')).toMatchObject({ documentType: 'passport' });
  });
});
