const empty = -1;
const leastCapacity = 8;

/**
 * The first slot of each template: open addressing with linear probing. It holds slots alone, 4 bytes each: the key of
 * one is read where the slot leads. (A `Map` takes some 50 bytes an entry.)
 */
export class SlotTable {
  readonly #templateAt: (slot: number) => number;
  #slots = new Int32Array(leastCapacity).fill(empty);
  #size = 0;

  /** `templateAt` tells the template of a slot in the table; it must be true at every call. */
  constructor(templateAt: (slot: number) => number) {
    this.#templateAt = templateAt;
  }

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#slots.byteLength;
  }

  /** −1: no such template. */
  get(templateNumber: number): number {
    return this.#slots[this.#placeOf(templateNumber)]!;
  }

  set(templateNumber: number, slot: number): void {
    const place = this.#placeOf(templateNumber);
    if (this.#slots[place] === empty) this.#size++;
    this.#slots[place] = slot;
    if (4 * this.#size > 3 * this.#slots.length) this.#resize(2 * this.#slots.length);
  }

  delete(templateNumber: number): void {
    let hole = this.#placeOf(templateNumber);
    if (this.#slots[hole] === empty) return;
    const mask = this.#slots.length - 1;
    // Entries behind the hole move into it where it lies on their way, so that no way is broken.
    for (let place = (hole + 1) & mask; this.#slots[place] !== empty; place = (place + 1) & mask) {
      const home = homeOf(this.#templateAt(this.#slots[place]!), mask);
      if (((place - home) & mask) < ((place - hole) & mask)) continue;
      this.#slots[hole] = this.#slots[place]!;
      hole = place;
    }
    this.#slots[hole] = empty;
    this.#size--;
    if (this.#slots.length > leastCapacity && 8 * this.#size < this.#slots.length) {
      this.#resize(this.#slots.length / 2);
    }
  }

  /** Where the template stands, or the empty place where it would. */
  #placeOf(templateNumber: number): number {
    const mask = this.#slots.length - 1;
    let place = homeOf(templateNumber, mask);
    while (this.#slots[place] !== empty && this.#templateAt(this.#slots[place]!) !== templateNumber) {
      place = (place + 1) & mask;
    }
    return place;
  }

  #resize(capacity: number): void {
    const slots = this.#slots.filter((slot) => slot !== empty);
    this.#slots = new Int32Array(capacity).fill(empty);
    for (const slot of slots) this.#slots[this.#placeOf(this.#templateAt(slot))] = slot;
  }
}

/**
 * Numbers of templates rise one by one: multiplying by 2³²/φ spreads them over the highest bits (Knuth, The Art of
 * Computer Programming 3, 6.4).
 */
const homeOf = (templateNumber: number, mask: number): number =>
  Math.imul(templateNumber, 0x9e3779b1) >>> Math.clz32(mask);
