import type { Collection } from './collection';
import { EventEmitter } from './emitter';

export type Attributes = Record<string, unknown>;

/** Makes `name` readable and writable as a property of the class, backed by the instance's attributes. */
function defineAttribute(prototype: object, name: string): void {
  Object.defineProperty(prototype, name, {
    configurable: true,
    enumerable: true,
    // wa-js probes prototypes themselves for attributes, so a prototype without attributes answers undefined.
    get(this: Model) {
      return this.attributes?.[name];
    },
    set(this: Model, value: unknown) {
      this.set(name, value);
    },
  });
}

/** A bag of attributes that announces `change:<name>` (model, value, previous) to itself and to the collections that hold it. */
export class Model extends EventEmitter {
  static proxyName = 'model';
  declare attributes: Attributes;
  declare holders: Set<Collection>;

  constructor(attributes: Attributes = {}) {
    super();
    Object.defineProperty(this, 'attributes', { value: {}, writable: true, enumerable: false });
    Object.defineProperty(this, 'holders', { value: new Set(), enumerable: false });
    for (const [name, value] of Object.entries(attributes)) this.assign(name, value);
  }

  get(name: string): unknown {
    return this.attributes[name];
  }

  set(nameOrValues: string | Attributes, value?: unknown): this {
    const values = typeof nameOrValues === 'string' ? { [nameOrValues]: value } : nameOrValues;
    const changes: [string, unknown, unknown][] = [];
    for (const [name, next] of Object.entries(values)) {
      const previous = this.attributes[name];
      this.assign(name, next);
      if (previous !== next) changes.push([name, next, previous]);
    }
    for (const [name, next, previous] of changes) this.announce(`change:${name}`, this, next, previous);
    return this;
  }

  unset(name: string): void {
    delete this.attributes[name];
  }

  /** Triggers on the model, then on every collection that holds it. */
  announce(name: string, ...args: unknown[]): void {
    this.trigger(name, ...args);
    for (const holder of this.holders) holder.trigger(name, ...args);
  }

  toJSON(): Attributes {
    return { ...this.attributes };
  }

  serialize(): Attributes {
    return this.toJSON();
  }

  private assign(name: string, value: unknown): void {
    if (!(name in this)) defineAttribute(Object.getPrototypeOf(this) as object, name);
    this.attributes[name] = value;
  }
}
