import { expect, test } from 'vitest';
import { fail, ok } from '#domain/outcome.js';
import { readAskedSignals } from '#http/apis/ooto/asked-signals.js';

const both = ['liveness', 'deepfake'] as const;

test.each([
  ['', false, false],
  ['?check_liveness=true', true, false],
  ['?check_liveness=1&check_deepfake=0', true, false],
  ['?check_deepfake=true&other=maybe', false, true],
  ['?check_liveness=false&check_deepfake=1', false, true],
])('/verify%s', (query, liveness, deepfake) => {
  expect(readAskedSignals({ url: `/verify${query}` }, both)).toEqual(ok({ liveness, deepfake }));
});

test.each(['True', 'yes', '', '2', '%20true', 'constructor', 'true&check_liveness=true'])(
  'check_liveness=%s is refused',
  (text) => {
    const detail = 'check_liveness must be one of true, false, 1 and 0';
    const refused = fail({ code: 'request-invalid', detail });
    expect(readAskedSignals({ url: `/verify?check_liveness=${text}` }, both)).toEqual(refused);
  },
);

test('a switch that the call does not have is ignored like any other unknown field', () => {
  const nothing = ok({ liveness: false, deepfake: false });
  expect(readAskedSignals({ url: '/liveness?check_liveness=maybe' }, ['deepfake'])).toEqual(nothing);
});
