export type Listener = (...args: never[]) => unknown;

interface Entry {
  listener: Listener;
  once: boolean;
}

/** The Backbone-like emitter that WhatsApp Web's models, collections and command bus share. */
export class EventEmitter {
  private entries?: Map<string, Entry[]>;

  on(name: string, listener: Listener): this {
    return this.register(name, listener, false);
  }

  once(name: string, listener: Listener): this {
    return this.register(name, listener, true);
  }

  off(name?: string, listener?: Listener): this {
    if (name === undefined) this.entries = undefined;
    else if (!listener) this.entries?.delete(name);
    else {
      const kept = (this.entries?.get(name) ?? []).filter((entry) => entry.listener !== listener);
      this.entries?.set(name, kept);
    }
    return this;
  }

  trigger(name: string, ...args: unknown[]): this {
    for (const entry of [...(this.entries?.get(name) ?? [])]) {
      if (entry.once) this.off(name, entry.listener);
      (entry.listener as (...values: unknown[]) => unknown).apply(this, args);
    }
    return this;
  }

  private register(name: string, listener: Listener, once: boolean): this {
    this.entries ??= new Map();
    const list = this.entries.get(name) ?? [];
    list.push({ listener, once });
    this.entries.set(name, list);
    return this;
  }
}
