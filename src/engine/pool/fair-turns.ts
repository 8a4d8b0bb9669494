/**
 * Does work for several callers, so much of it at once. What waits is begun by turns: one of each caller's, each caller's in the
 * order in which it came. So a caller with one piece of work waits for one of each of the others, however many those have.
 */
export class FairTurns {
  readonly #atOnce: number;
  /** Whoever is first is next. */
  readonly #lines = new Map<string, (() => void)[]>();
  #begun = 0;

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  async run<T>(caller: string, work: () => Promise<T>): Promise<T> {
    if (this.#begun < this.#atOnce) this.#begun += 1;
    else await this.#wait(caller);
    try {
      return await work();
    } finally {
      this.#passOn();
    }
  }

  #wait(caller: string): Promise<void> {
    return new Promise((begin) => {
      const line = this.#lines.get(caller);
      if (line === undefined) this.#lines.set(caller, [begin]);
      else line.push(begin);
    });
  }

  #passOn(): void {
    for (const [caller, line] of this.#lines) {
      const begin = line.shift();
      this.#lines.delete(caller);
      if (line.length > 0) this.#lines.set(caller, line); // to the end
      begin?.();
      return;
    }
    this.#begun -= 1;
  }
}
