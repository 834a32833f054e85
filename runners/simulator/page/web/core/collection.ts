import { EventEmitter } from './emitter';
import { Model, type Attributes } from './model';

export type ModelClass<M extends Model> = new (attributes?: Attributes) => M;

/** The key under which a model is kept, from a string, an id object, a model or plain attributes. */
export function keyOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const like = value as { _serialized?: string; id?: unknown } | null | undefined;
  if (typeof like?._serialized === 'string') return like._serialized;
  return like?.id === undefined ? '' : keyOf(like.id);
}

/** An ordered set of models by id; re-emits what its models announce. */
export class Collection<M extends Model = Model> extends EventEmitter {
  readonly modelClass: ModelClass<M>;
  private readonly index = new Map<string, M>();

  constructor(modelClass: ModelClass<M>) {
    super();
    this.modelClass = modelClass;
  }

  get length(): number {
    return this.index.size;
  }

  get(id: unknown): M | undefined {
    return this.index.get(keyOf(id));
  }

  assertGet(id: unknown): M {
    const found = this.get(id);
    if (!found) throw new Error(`${keyOf(id)} is not in the collection`);
    return found;
  }

  /** Adds a model or attributes; an id that is there already keeps its model. */
  add(value: M | Attributes): M {
    const present = this.get(value);
    if (present) return present;
    const model = value instanceof Model ? (value) : new this.modelClass(value);
    this.index.set(keyOf(model), model);
    model.holders.add(this);
    this.trigger('add', model, this);
    return model;
  }

  remove(value: unknown): M | undefined {
    const model = this.get(value);
    if (!model) return undefined;
    this.index.delete(keyOf(model));
    model.holders.delete(this);
    this.trigger('remove', model, this);
    return model;
  }

  /** WhatsApp Web's `find` asks the server for what it has not; the simulated page answers from what it has. */
  find(id: unknown): Promise<M | undefined> {
    return Promise.resolve(this.get(id));
  }

  getModelsArray(): M[] {
    return [...this.index.values()];
  }

  toArray(): M[] {
    return this.getModelsArray();
  }

  map<T>(fn: (model: M, index: number) => T): T[] {
    return this.getModelsArray().map(fn);
  }

  filter(fn: (model: M) => boolean): M[] {
    return this.getModelsArray().filter(fn);
  }

  forEach(fn: (model: M) => void): void {
    this.getModelsArray().forEach(fn);
  }

  some(fn: (model: M) => boolean): boolean {
    return this.getModelsArray().some(fn);
  }

  findFirst(fn: (model: M) => boolean): M | undefined {
    return this.getModelsArray().find(fn);
  }

  last(): M | undefined {
    return this.getModelsArray().at(-1);
  }
}
