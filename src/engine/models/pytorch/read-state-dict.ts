import { ByteReader } from '#engine/models/pytorch/byte-reader.js';
import type { PickleValue } from '#engine/models/pytorch/pickle-value.js';
import { isKind, readPickle, type PickleRules } from '#engine/models/pytorch/read-pickle.js';
import { StateDictError } from '#engine/models/pytorch/state-dict-error.js';

/** A weight of a net: row-major, `dims` outermost first; a scalar has none. */
export interface StateDictTensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** First pickle of the format before PyTorch 1.6 (torch/serialization.py), and the version in the second one. */
const magicNumber = 0x1950a86a20f9469cfc6cn;
const protocolVersion = 1001;

/** Far beyond a net of ours: those have 1.9 MB, 370 tensors and no dimension above 512. */
const most = { fileBytes: 64 * 2 ** 20, tensors: 10_000, rank: 8 } as const;

/** Bytes of an element. Whole numbers are counters of the training; they are checked and left out. */
const elementBytes: Readonly<Record<string, number>> = { 'torch FloatStorage': 4, 'torch LongStorage': 8 };

const rebuildTensor = 'torch._utils _rebuild_tensor_v2';
const orderedDictionary = 'collections OrderedDict';

/** The four names that these files need. None of them is called: see `PickleRules`. */
const allowedGlobals = new Set([orderedDictionary, rebuildTensor, ...Object.keys(elementBytes)]);

/** A run of numbers behind the pickles. */
interface Storage {
  readonly key: string;
  readonly type: string;
  readonly length: number;
}

/** Where a tensor lies in a storage: all in elements. */
interface TensorPlace {
  readonly storage: Storage;
  readonly offset: number;
  readonly dims: readonly number[];
}

/**
 * Reads the state dict of a PyTorch file in the format before version 1.6: five pickles, then the storages. Gives the
 * float32 tensors by name, as they stand in the file. Reads data and executes nothing; throws `StateDictError` for anything
 * else, before it allocates more than the file is long.
 */
export function readStateDict(bytes: Uint8Array): ReadonlyMap<string, StateDictTensor> {
  if (bytes.length > most.fileBytes) throw new StateDictError('limit-exceeded', `${bytes.length} bytes`);
  const reader = new ByteReader(bytes);
  const plain: PickleRules = { globals: new Set(), call: refuseCall };
  if (readPickle(reader, plain) !== magicNumber) throw new StateDictError('malformed', 'no file of PyTorch before 1.6');
  if (readPickle(reader, plain) !== protocolVersion) throw new StateDictError('malformed', 'an unknown version');
  checkMachine(readPickle(reader, plain));
  const places = tensorPlaces(readPickle(reader, { globals: allowedGlobals, call }));
  const storages = readStorages(reader, storageKeys(readPickle(reader, plain)), places);
  checkTotal(places, bytes.length);
  const tensors = new Map<string, StateDictTensor>();
  for (const [name, { storage, offset, dims }] of places) {
    const numbers = storages.get(storage.key);
    if (numbers === undefined) throw new StateDictError('malformed', `${name} has no numbers`);
    if (storage.type !== 'torch FloatStorage') continue;
    tensors.set(name, { dims, data: float32(numbers, offset, sizeOf(dims)) });
  }
  return tensors;
}

/** Tensors may share a storage; copies of it must not add up to more than the file. */
function checkTotal(places: ReadonlyMap<string, TensorPlace>, fileBytes: number): void {
  let elements = 0;
  for (const { dims } of places.values()) elements += sizeOf(dims);
  if (elements * 4 > fileBytes) throw new StateDictError('limit-exceeded', 'more numbers than the file holds');
}

function checkMachine(machine: PickleValue): void {
  if (!isKind(machine, 'dictionary') || machine.entries.get('little_endian') !== true) {
    throw new StateDictError('malformed', 'not written on a little-endian machine');
  }
}

function refuseCall(name: string): never {
  throw new StateDictError('not-allowed', `a call of ${name}`);
}

function call(name: string, values: readonly PickleValue[]): PickleValue {
  if (name === orderedDictionary && values.length === 0) return { kind: 'dictionary', entries: new Map() };
  if (name === rebuildTensor) return { kind: 'object', value: tensorPlace(values) };
  return refuseCall(name);
}

/** The arguments of `_rebuild_tensor_v2`: storage, offset, size, stride, and two that concern training. */
function tensorPlace(values: readonly PickleValue[]): TensorPlace {
  const [reference, offset, size, stride] = values;
  const dims = wholeNumbers(size);
  const strides = wholeNumbers(stride);
  if (values.length !== 6 || !isKind(reference, 'reference') || !isCount(offset) || dims.length !== strides.length) {
    throw new StateDictError('malformed', 'a tensor is described otherwise');
  }
  const storage = storageOf(reference.id);
  if (!isRowMajor(dims, strides)) throw new StateDictError('malformed', 'a tensor that is not row-major');
  if (offset + sizeOf(dims) > storage.length) throw new StateDictError('malformed', 'a tensor beyond its storage');
  return { storage, offset, dims };
}

/** `('storage', type, key, device, elements, None)`. */
function storageOf(id: PickleValue): Storage {
  const [word, type, key, , length, view] = isKind(id, 'tuple') ? id.items : [];
  if (word !== 'storage' || !isKind(type, 'global') || typeof key !== 'string' || !isCount(length) || view !== null) {
    throw new StateDictError('malformed', 'a storage is described otherwise');
  }
  if (elementBytes[type.name] === undefined) throw new StateDictError('malformed', `no storage: ${type.name}`);
  return { key, type: type.name, length };
}

function tensorPlaces(dictionary: PickleValue): ReadonlyMap<string, TensorPlace> {
  if (!isKind(dictionary, 'dictionary')) throw new StateDictError('malformed', 'not a dictionary of tensors');
  if (dictionary.entries.size > most.tensors) throw new StateDictError('limit-exceeded', 'too many tensors');
  const places = new Map<string, TensorPlace>();
  for (const [name, value] of dictionary.entries) {
    if (!isKind(value, 'object')) throw new StateDictError('malformed', `${name} is no tensor`);
    places.set(name, value.value as TensorPlace); // `call` makes no other objects
  }
  return places;
}

function storageKeys(list: PickleValue): readonly string[] {
  const keys = isKind(list, 'list') ? list.items.filter((key) => typeof key === 'string') : null;
  if (keys === null || !isKind(list, 'list') || keys.length !== list.items.length) {
    throw new StateDictError('malformed', 'no list of storages');
  }
  return keys;
}

/** The numbers of every storage, not copied: each is preceded by how many there are, and nothing follows the last. */
function readStorages(
  reader: ByteReader,
  keys: readonly string[],
  places: ReadonlyMap<string, TensorPlace>,
): ReadonlyMap<string, Uint8Array> {
  const wanted = new Map<string, Storage>();
  for (const { storage } of places.values()) {
    const other = wanted.get(storage.key) ?? storage;
    if (other.type !== storage.type || other.length !== storage.length) {
      throw new StateDictError('malformed', 'a storage is described twice, differently');
    }
    wanted.set(storage.key, storage);
  }
  const storages = new Map<string, Uint8Array>();
  for (const key of keys) {
    const storage = wanted.get(key);
    if (storage === undefined || storages.has(key))
      throw new StateDictError('malformed', 'a storage that nothing uses');
    if (reader.int64() !== BigInt(storage.length)) throw new StateDictError('malformed', 'a storage of another length');
    storages.set(key, reader.take(storage.length * elementBytes[storage.type]!)); // checked by storageOf
  }
  if (reader.left > 0) throw new StateDictError('malformed', `${reader.left} bytes too many`);
  return storages;
}

/** Little-endian whatever this machine is, and at any place of the file. */
function float32(bytes: Uint8Array, offset: number, length: number): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset * 4, length * 4);
  return Float32Array.from({ length }, (_, i) => view.getFloat32(i * 4, true));
}

function isRowMajor(dims: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = dims.length - 1; axis >= 0; axis--) {
    // Where an axis has one element, its step is never taken.
    if (dims[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= dims[axis]!;
  }
  return true;
}

const sizeOf = (dims: readonly number[]): number => dims.reduce((product, dim) => product * dim, 1);

/** No count of anything is larger than a file may be. */
const isCount = (value: PickleValue | undefined): value is number =>
  typeof value === 'number' && value >= 0 && value <= most.fileBytes;

function wholeNumbers(value: PickleValue | undefined): readonly number[] {
  const items = isKind(value, 'tuple') ? value.items : null;
  const numbers = items?.filter(isCount) ?? [];
  if (items === null || items.length > most.rank || numbers.length !== items.length) {
    throw new StateDictError('malformed', 'a size that is none');
  }
  return numbers;
}
