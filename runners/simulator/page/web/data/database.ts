/**
 * IndexedDB of the profile: what survives a restart of the browser. Writes of one task share a transaction, and so do those
 * that come while one is under way: each costs the browser far more than what is in it.
 */

type StoreName = 'keys' | 'message' | 'pending' | 'contact' | 'media' | 'reaction' | 'vote';

interface Write {
  store: StoreName;
  key: IDBValidKey;
  value: unknown;
}

const NAME = 'wawc';
const VERSION = 2;
const STORES: StoreName[] = ['keys', 'message', 'pending', 'contact', 'media', 'reaction', 'vote'];

function asPromise<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB request failed'));
  });
}

export class Database {
  private writes: Write[] = [];
  /** The transaction that will take the gathered writes. */
  private next?: Promise<void>;
  /** Settles when the transaction under way has ended, however. */
  private last: Promise<unknown> = Promise.resolve();

  private constructor(private readonly db: IDBDatabase) {}

  /** Opens the profile's database; rejects when the storage is not available. */
  static async open(): Promise<Database> {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      // A profile of an older version has some of them already.
      for (const store of STORES.filter((name) => !request.result.objectStoreNames.contains(name))) {
        const created = request.result.createObjectStore(store);
        if (store === 'message') {
          created.createIndex('by_time', 'time_ms');
          created.createIndex('by_chat', ['chat', 'time_ms']);
        }
      }
    };
    return new Database(await asPromise(request));
  }

  /** Stores a value (undefined deletes it); resolves when the transaction is complete. */
  put(store: StoreName, key: IDBValidKey, value: unknown): Promise<void> {
    this.writes.push({ store, key, value });
    this.next ??= this.last.then(() => this.flush());
    return this.next;
  }

  async get<T>(store: StoreName, key: IDBValidKey): Promise<T | undefined> {
    return asPromise(this.db.transaction(store).objectStore(store).get(key) as IDBRequest<T | undefined>);
  }

  async all<T>(store: StoreName): Promise<T[]> {
    return asPromise(this.db.transaction(store).objectStore(store).getAll() as IDBRequest<T[]>);
  }

  /** The keys of a store. */
  async keysOf(store: StoreName): Promise<string[]> {
    const keys = await asPromise(this.db.transaction(store).objectStore(store).getAllKeys());
    return keys.map(String);
  }

  /** The values of a store whose key is a list that begins with `first`. */
  async under<T>(store: StoreName, first: string): Promise<T[]> {
    const range = IDBKeyRange.bound([first], [first, []]);
    return asPromise(this.db.transaction(store).objectStore(store).getAll(range) as IDBRequest<T[]>);
  }

  /** Messages of all chats since `time_ms`, oldest first. */
  async since<T>(timeMs: number): Promise<T[]> {
    const index = this.db.transaction('message').objectStore('message').index('by_time');
    return asPromise(index.getAll(IDBKeyRange.lowerBound(timeMs)) as IDBRequest<T[]>);
  }

  /** Messages of one chat between two times (ms, both included), oldest first. */
  async ofChat<T>(chat: string, fromMs: number, toMs: number): Promise<T[]> {
    const index = this.db.transaction('message').objectStore('message').index('by_chat');
    return asPromise(index.getAll(IDBKeyRange.bound([chat, fromMs], [chat, toMs])) as IDBRequest<T[]>);
  }

  /** Forgets everything: what a logout does. */
  async clear(): Promise<void> {
    const transaction = this.db.transaction(STORES, 'readwrite');
    for (const store of STORES) transaction.objectStore(store).clear();
    await this.complete(transaction);
  }

  private flush(): Promise<void> {
    const writes = this.writes;
    this.writes = [];
    this.next = undefined;
    const transaction = this.db.transaction(STORES, 'readwrite', { durability: 'relaxed' });
    for (const { store, key, value } of writes) {
      if (value === undefined) transaction.objectStore(store).delete(key);
      else transaction.objectStore(store).put(value, key);
    }
    const complete = this.complete(transaction);
    this.last = complete.catch(() => undefined);
    return complete;
  }

  private complete(transaction: IDBTransaction): Promise<void> {
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB transaction aborted'));
    });
  }
}
