import type { Chat, Msg } from '../core/models';
import { Msg as MsgModel } from '../core/models';
import { MsgKey } from '../core/msgkey';
import type { WireMessage } from '../wire';
import type { Database } from './database';
import { toAttributes, type Me } from './records';
import { MsgStore } from './stores';

export interface FindParams {
  anchor: MsgKey;
  count: number;
  direction?: 'before' | 'after';
}

/** Looks through the profile's message records, for what the stores no longer hold in memory. */
export class History {
  constructor(
    private readonly db: Database,
    private readonly me: () => Me,
  ) {}

  async byKey(key: MsgKey): Promise<Msg | undefined> {
    const record = await this.db.get<WireMessage>('message', key.toString());
    return record && this.model(record);
  }

  /** Up to `count` messages of the anchor's chat before or after it, oldest first, without the anchor. */
  async around({ anchor, count, direction }: FindParams): Promise<Msg[]> {
    const record = await this.db.get<WireMessage>('message', anchor.toString());
    const at = record?.time_ms ?? Date.now();
    const before = direction !== 'after';
    const range: [number, number] = before ? [0, at] : [at, Number.MAX_SAFE_INTEGER];
    const records = await this.db.ofChat<WireMessage>(anchor.remote.toString(), ...range);
    const found = records.filter((candidate) => candidate.id !== anchor.id);
    const kept = count === Infinity ? found : before ? found.slice(-count) : found.slice(0, count);
    return kept.map((each) => this.model(each));
  }

  /** WhatsApp Web's search context: a collection that is filled once `loadAroundPromise` resolves. */
  context(chat: Chat, key: MsgKey): { collection: { loadAroundPromise: Promise<void>; get: () => Msg | undefined } } {
    let found: Msg | undefined;
    const loadAroundPromise = this.byKey(key).then((msg) => {
      found = msg;
      if (msg) chat.msgs.add(msg);
    });
    return { collection: { loadAroundPromise, get: () => found } };
  }

  private model(record: WireMessage): Msg {
    const attributes = toAttributes(record, this.me(), false);
    return MsgStore.get(attributes.id) ?? new MsgModel(attributes);
  }
}
