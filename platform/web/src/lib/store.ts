/** A value that can be watched: how what lives outside of React is seen by it. */
export interface Readable<T> {
  get: () => T;
  /** Calls the listener after each change until the function that is given back is called. */
  subscribe: (listener: () => void) => () => void;
}

export class Store<T> implements Readable<T> {
  private value: T;
  private readonly listeners = new Set<() => void>();

  constructor(value: T) {
    this.value = value;
  }

  readonly get = (): T => this.value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const listener of [...this.listeners]) listener();
  }

  update(change: (before: T) => T): void {
    this.set(change(this.value));
  }
}
