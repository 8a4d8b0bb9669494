/** What a pickle is made of. Only plain data: no class of the file is ever looked up, and none of ours is called by its name. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PickleTuple
  | PickleList
  | PickleDictionary
  | PickleGlobal
  | PickleReference
  | PickleObject;

export interface PickleTuple {
  readonly kind: 'tuple';
  readonly items: readonly PickleValue[];
}

export interface PickleList {
  readonly kind: 'list';
  readonly items: PickleValue[];
}

/** An ordinary or an ordered one; keys are texts. */
export interface PickleDictionary {
  readonly kind: 'dictionary';
  readonly entries: Map<string, PickleValue>;
}

/** A name out of the list of those that are allowed: `module name`. */
export interface PickleGlobal {
  readonly kind: 'global';
  readonly name: string;
}

/** Something that lies outside of the pickle. */
export interface PickleReference {
  readonly kind: 'reference';
  readonly id: PickleValue;
}

/** What a reader of a certain format made of an allowed call. */
export interface PickleObject {
  readonly kind: 'object';
  readonly value: unknown;
}
