import type { ByteReader } from '#engine/models/pytorch/byte-reader.js';
import type { PickleDictionary, PickleList, PickleValue } from '#engine/models/pytorch/pickle-value.js';
import { StateDictError } from '#engine/models/pytorch/state-dict-error.js';

export interface PickleRules {
  /** The only names that may occur, as `module name`. */
  readonly globals: ReadonlySet<string>;
  /** What an allowed name gives when it is called; throws `StateDictError` where it may not be, or not with these. */
  readonly call: (name: string, values: readonly PickleValue[]) => PickleValue;
}

/** Far beyond a net of ours: those have about 14,000 operations, 4,000 remembered values, and a depth of 4. */
const most = { operations: 100_000, remembered: 50_000, stack: 10_000, depth: 32, nameCharacters: 200 } as const;

/** Operation codes of protocol 2, as far as a state dict needs them (Python's pickletools). All others are refused. */
const code = {
  proto: 0x80,
  stop: 0x2e,
  global: 0x63,
  binput: 0x71,
  longBinput: 0x72,
  binget: 0x68,
  longBinget: 0x6a,
  emptyTuple: 0x29,
  emptyDict: 0x7d,
  emptyList: 0x5d,
  mark: 0x28,
  tuple: 0x74,
  tuple1: 0x85,
  tuple2: 0x86,
  tuple3: 0x87,
  reduce: 0x52,
  build: 0x62,
  setitem: 0x73,
  setitems: 0x75,
  append: 0x61,
  appends: 0x65,
  binunicode: 0x58,
  binint: 0x4a,
  binint1: 0x4b,
  binint2: 0x4d,
  long1: 0x8a,
  newtrue: 0x88,
  newfalse: 0x89,
  none: 0x4e,
  binpersid: 0x51,
} as const;

/**
 * Reads one pickle as data. A pickle is a program, and Python runs it; here an operation builds plain values or is
 * refused, names are compared with a list and looked up nowhere, and calls go to `rules.call` alone. Throws `StateDictError`.
 */
export function readPickle(reader: ByteReader, rules: PickleRules): PickleValue {
  const machine = new PickleMachine(reader, rules);
  if (reader.byte() !== code.proto || reader.byte() !== 2) {
    throw new StateDictError('malformed', 'no pickle of protocol 2');
  }
  for (let operations = 0; operations < most.operations; operations++) {
    const operation = reader.byte();
    if (operation === code.stop) return machine.result();
    machine.run(operation);
  }
  throw new StateDictError('limit-exceeded', 'too many operations');
}

class PickleMachine {
  #stack: PickleValue[] = [];
  /** The stacks below the open marks. */
  readonly #below: PickleValue[][] = [];
  readonly #memo = new Map<number, PickleValue>();

  constructor(
    private readonly reader: ByteReader,
    private readonly rules: PickleRules,
  ) {}

  result(): PickleValue {
    const [value, ...rest] = this.#stack;
    if (value === undefined || rest.length > 0 || this.#below.length > 0) {
      throw new StateDictError('malformed', 'a pickle ends with one value');
    }
    return value;
  }

  run(operation: number): void {
    const { reader } = this;
    switch (operation) {
      case code.none:
        return this.#push(null);
      case code.newtrue:
        return this.#push(true);
      case code.newfalse:
        return this.#push(false);
      case code.binint:
        return this.#push(reader.int32());
      case code.binint1:
        return this.#push(reader.byte());
      case code.binint2:
        return this.#push(reader.uint16());
      case code.long1:
        return this.#push(wholeNumber(reader.take(reader.byte())));
      case code.binunicode:
        return this.#push(reader.text(reader.uint32()));
      case code.emptyTuple:
        return this.#push({ kind: 'tuple', items: [] });
      case code.emptyDict:
        return this.#push({ kind: 'dictionary', entries: new Map() });
      case code.emptyList:
        return this.#push({ kind: 'list', items: [] });
      case code.mark:
        return this.#mark();
      case code.tuple:
        return this.#pushTuple(this.#popToMark());
      case code.tuple1:
        return this.#pushTuple(this.#popSome(1));
      case code.tuple2:
        return this.#pushTuple(this.#popSome(2));
      case code.tuple3:
        return this.#pushTuple(this.#popSome(3));
      case code.append:
        return this.#append(this.#popSome(1));
      case code.appends:
        return this.#append(this.#popToMark());
      case code.setitem:
        return this.#set(this.#popSome(2));
      case code.setitems:
        return this.#set(this.#popToMark());
      case code.binput:
        return this.#remember(reader.byte());
      case code.longBinput:
        return this.#remember(reader.uint32());
      case code.binget:
        return this.#recall(reader.byte());
      case code.longBinget:
        return this.#recall(reader.uint32());
      case code.global:
        return this.#global();
      case code.binpersid:
        return this.#push({ kind: 'reference', id: this.#pop() });
      case code.reduce:
        return this.#reduce();
      case code.build:
        return this.#build();
      default:
        throw new StateDictError('not-allowed', `operation 0x${operation.toString(16)} before byte ${reader.offset}`);
    }
  }

  #push(value: PickleValue): void {
    if (this.#stack.length >= most.stack) throw new StateDictError('limit-exceeded', 'too many values at once');
    this.#stack.push(value);
  }

  #pop(): PickleValue {
    const value = this.#stack.pop();
    if (value === undefined) throw new StateDictError('malformed', 'an operation lacks its values');
    return value;
  }

  #popSome(count: number): PickleValue[] {
    if (this.#stack.length < count) throw new StateDictError('malformed', 'an operation lacks its values');
    return this.#stack.splice(-count);
  }

  #mark(): void {
    if (this.#below.length >= most.depth) throw new StateDictError('limit-exceeded', 'nested too deeply');
    this.#below.push(this.#stack);
    this.#stack = [];
  }

  #popToMark(): PickleValue[] {
    const items = this.#stack;
    const below = this.#below.pop();
    if (below === undefined) throw new StateDictError('malformed', 'an operation lacks its mark');
    this.#stack = below;
    return items;
  }

  #pushTuple(items: PickleValue[]): void {
    this.#push({ kind: 'tuple', items });
  }

  #append(items: readonly PickleValue[]): void {
    const list = this.#target('list');
    for (const item of items) list.items.push(item);
  }

  #set(items: readonly PickleValue[]): void {
    if (items.length % 2 !== 0) throw new StateDictError('malformed', 'a key without a value');
    const { entries } = this.#target('dictionary');
    for (let i = 0; i < items.length; i += 2) {
      const [key, value] = [items[i], items[i + 1]];
      if (typeof key !== 'string' || value === undefined)
        throw new StateDictError('malformed', 'a key that is no text');
      if (entries.has(key)) throw new StateDictError('malformed', `the key ${key} twice`);
      entries.set(key, value);
    }
  }

  #target(kind: 'list'): PickleList;
  #target(kind: 'dictionary'): PickleDictionary;
  #target(kind: 'list' | 'dictionary'): PickleList | PickleDictionary {
    const value = this.#stack.at(-1);
    if (typeof value === 'object' && value?.kind === kind) return value;
    throw new StateDictError('malformed', `no ${kind} to put something into`);
  }

  #remember(index: number): void {
    const value = this.#stack.at(-1);
    if (value === undefined) throw new StateDictError('malformed', 'nothing to remember');
    if (this.#memo.size >= most.remembered) throw new StateDictError('limit-exceeded', 'too many values remembered');
    this.#memo.set(index, value);
  }

  #recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw new StateDictError('malformed', `nothing is remembered as ${index}`);
    this.#push(value);
  }

  #global(): void {
    const name = `${this.reader.line(most.nameCharacters)} ${this.reader.line(most.nameCharacters)}`;
    if (!this.rules.globals.has(name)) throw new StateDictError('not-allowed', `the name ${JSON.stringify(name)}`);
    this.#push({ kind: 'global', name });
  }

  #reduce(): void {
    const [callee, values] = this.#popSome(2);
    if (!isKind(callee, 'global') || !isKind(values, 'tuple')) {
      throw new StateDictError('not-allowed', 'a call of something that has no name');
    }
    this.#push(this.rules.call(callee.name, values.items));
  }

  /** Attributes of an ordered dictionary: PyTorch puts versions of its modules there, which say nothing about weights. */
  #build(): void {
    this.#pop();
    this.#target('dictionary');
  }
}

/** Whether a value is of that kind of thing. */
export const isKind = <Kind extends 'tuple' | 'list' | 'dictionary' | 'global' | 'reference' | 'object'>(
  value: PickleValue | undefined,
  kind: Kind,
): value is Extract<PickleValue, { readonly kind: Kind }> => typeof value === 'object' && value?.kind === kind;

/** Two's complement, the least byte first. */
function wholeNumber(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!);
  return bytes.length > 0 && bytes.at(-1)! >= 0x80 ? value - (1n << BigInt(8 * bytes.length)) : value;
}
