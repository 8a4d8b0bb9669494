import { createHash } from 'node:crypto';
import { calibratedPointsSchema, recogniserChoiceSchema, recogniserModelSchema } from '#domain/recogniser-model.js';
import { deepfakeModelSchema } from '#domain/deepfake-model.js';
import { raceModelSchema } from '#domain/race-model.js';
import { ModelFileError } from '#engine/models/model-file-error.js';
import { readStateDict } from '#engine/models/pytorch/read-state-dict.js';
import { StateDictError } from '#engine/models/pytorch/state-dict-error.js';
import { cardOf } from '#engine/recognisers/own-recogniser.js';
import { proveRecogniser } from '#engine/recognisers/prove-recogniser.js';
import { parseJson } from '#engine/recognisers/recogniser-files.js';
import { deepfakeModel, deepfakeOnnx } from '../../support/deepfake-net.js';
import { pickle, stateDictFile } from '../../support/pytorch-file.js';
import { raceModel, raceOnnx } from '../../support/race-net.js';
import { recogniserModel, recogniserOnnx } from '../../support/recogniser-net.js';
import { UndeclaredAnswerError, utf8, words, type FuzzTarget } from '../fuzz-target.js';

/** Weights in PyTorch's format, whose programs are read and never run. */
export const stateDicts: FuzzTarget = {
  name: 'PyTorch pickle',
  deadlineMs: 5000,
  shortRuns: 3000,
  isPure: true,
  dictionary: [
    ...words(
      'cos\nsystem\n',
      'c__builtin__\neval\n',
      'R',
      'Q',
      'b',
      '\x85',
      '(',
      't',
      ']',
      '}',
      'u',
      '\x93',
      '\x8a\xff',
    ),
    Buffer.from(pickle.global('collections', 'OrderedDict')),
    Buffer.from(pickle.long(2n ** 62n)),
  ],
  seeds: async () => [
    stateDictFile({
      'a.weight': { dims: [2, 3], values: [1, 2, 3, 4, 5, 6] },
      'a.bias': { dims: [2], values: [0, 1] },
    }),
    stateDictFile({ scalar: { dims: [], values: [7] } }),
  ],
  judge(bytes) {
    try {
      const tensors = readStateDict(bytes);
      let numbers = 0;
      for (const { data } of tensors.values()) numbers += data.length;
      if (4 * numbers > bytes.length) throw new UndeclaredAnswerError('more numbers than the file holds');
      return 'ok';
    } catch (error) {
      if (error instanceof StateDictError) return error.fault;
      throw error;
    }
  },
};

const context = { modelId: 'fuzzed', remedy: 'nothing was installed' };

/** The JSON beside an installed model. */
export const descriptors: FuzzTarget = {
  name: 'descriptors of models',
  deadlineMs: 2000,
  shortRuns: 1500,
  isPure: true,
  dictionary: words(
    '../../',
    '"file":"/etc/passwd"',
    '__proto__',
    '1e999',
    '-1',
    'null',
    '[[',
    '\\u0000',
    '"kind":"ensemble"',
  ),
  seeds: async () => [
    utf8(JSON.stringify(recogniserModel(recogniserOnnx()))),
    utf8(JSON.stringify(deepfakeModel(deepfakeOnnx()))),
    utf8(JSON.stringify(raceModel(raceOnnx()))),
    utf8(JSON.stringify({ id: 'fields', digest: '0'.repeat(64) })),
  ],
  judge(bytes) {
    const schemas = [
      recogniserModelSchema,
      deepfakeModelSchema,
      raceModelSchema,
      calibratedPointsSchema,
      recogniserChoiceSchema,
    ];
    let answer = 'ModelFileError';
    for (const schema of schemas) {
      try {
        const model: unknown = parseJson<unknown>(bytes, schema, 'descriptor.json', context);
        const { file } = model as { readonly file?: string };
        if (file !== undefined && /[/\\\0]|^\.\.?$/.test(file)) throw new UndeclaredAnswerError('a file elsewhere');
        answer = 'ok';
      } catch (error) {
        if (!(error instanceof ModelFileError)) throw error;
      }
    }
    return answer;
  },
};

/** Nets whose digest the descriptor pins, as whoever wrote both would have it: onnxruntime reads them. */
export const nets: FuzzTarget = {
  name: 'ONNX net of a descriptor',
  deadlineMs: 30_000,
  shortRuns: 25,
  isPure: false,
  dictionary: words(
    'MatMul',
    'AveragePool',
    'Reshape',
    'Loop',
    'input',
    'output',
    '\xff\xff\xff\xff\x0f',
    'external_data',
  ),
  seeds: async () => [recogniserOnnx()],
  async judge(bytes) {
    const model = recogniserModel(bytes, { sha256: createHash('sha256').update(bytes).digest('hex') });
    const problem = await proveRecogniser({ card: cardOf(model), bytes });
    return problem === null ? 'ok' : 'unfit';
  },
};
