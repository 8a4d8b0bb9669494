import fc, { type Arbitrary } from 'fast-check';

/** Texts that break what takes texts for granted. */
export const hostileTexts = [
  '',
  '\0',
  'a\0b',
  '\ud800',
  'a\udfff',
  '\u202e\u200b',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '%00',
  '$gt',
  "'; drop table files; --",
  '1e400',
  'x'.repeat(70_000),
] as const;

/** Values of every kind, also such as JavaScript cannot say: they are written as texts of JSON. */
const values: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...hostileTexts).map((text) => JSON.stringify(text)),
  fc.constantFrom('1e999', '-1e999', '1e-999', '-0', '0.1', '9007199254740993', '1'.repeat(400), '00', '+1', 'NaN'),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
  fc.constantFrom(10, 1000, 20_000).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.constantFrom(10, 1000, 20_000).map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
  fc.constantFrom(50, 5000).map((count) => `[${Array<number>(count).fill(0).join(',')}]`),
);

const names = [
  ...[
    'metadata',
    'userIdentifier',
    'externalId',
    'label',
    'templateId',
    'name',
    'scopes',
    'kind',
    'mode',
    'limits',
    'price',
  ],
  ...['lifetimeSeconds', 'callbackUrl', 'returnUrl', 'image', '__proto__', 'constructor', 'toString', '', '\0'],
];

/** Objects with the names of real fields and values of no kind; a name may come twice. */
export const hostileJson = (fields: readonly string[] = names): Arbitrary<Uint8Array> =>
  fc
    .array(fc.tuple(fc.constantFrom(...fields), values), { maxLength: 5 })
    .map((entries) => entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`))
    .chain((entries) => fc.constantFrom(`{${entries.join(',')}}`, `{"scopes":["document"],${entries.join(',')}}`))
    .map((text) => Buffer.from(text, 'utf8'));
