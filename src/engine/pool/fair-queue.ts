import { queueOptionsSymbol, type TaskQueue } from 'piscina';

type Task = Parameters<TaskQueue['push']>[0];

/**
 * What waits for a worker: callers take turns, each caller's tasks in the order in which they came. So a caller with one task
 * waits for one task of each of the others, however many those have.
 */
export class FairQueue implements TaskQueue {
  /** The first line is the next one's turn. */
  readonly #lines = new Map<unknown, Task[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(task: Task): void {
    const caller = callerOf(task);
    const line = this.#lines.get(caller);
    if (line === undefined) this.#lines.set(caller, [task]);
    else line.push(task);
    this.#size += 1;
  }

  shift(): Task | null {
    for (const [caller, line] of this.#lines) {
      const task = line.shift();
      this.#lines.delete(caller);
      if (line.length > 0) this.#lines.set(caller, line); // to the end
      this.#size -= 1;
      return task ?? null;
    }
    return null;
  }

  remove(task: Task): void {
    const caller = callerOf(task);
    const line = this.#lines.get(caller);
    const at = line?.indexOf(task) ?? -1;
    if (line === undefined || at < 0) return;
    line.splice(at, 1);
    if (line.length === 0) this.#lines.delete(caller);
    this.#size -= 1;
  }
}

/** What `run` is given beside the task. */
export const queueOptionsOf = (caller: string) => ({ [queueOptionsSymbol]: { caller } });

const callerOf = (task: Task): unknown => (task[queueOptionsSymbol] as { caller?: string } | null)?.caller; // what `queueOptionsOf` made
