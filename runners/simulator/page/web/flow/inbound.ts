import { importNamespace } from '../core/loader';
import type { Msg } from '../core/models';
import { MsgKey } from '../core/msgkey';
import { createWid } from '../core/wid';
import type { Database } from '../data/database';
import type { Marks } from '../data/marks';
import { addContact, addMessage, keyFor, saveMessage, toAttributes, type Me } from '../data/records';
import { ChatStore, MsgStore, PresenceStore, ensureChat } from '../data/stores';
import type { FromServer, QueuedEvent, WireMessage } from '../wire';

type Handler = (data: unknown, flag?: boolean) => unknown;

/** Calls a function through its module, so that wa-js's wrapper around it is called. */
function through(module: string, name: string, ...args: [unknown, boolean?]): void {
  (importNamespace(module)[name] as Handler)(...args);
}

/** What comes from WhatsApp's servers: each event changes the stores and the profile, then is acknowledged. */
export class Inbound {
  constructor(
    private readonly db: Database,
    private readonly me: () => Me,
    /** Keys of the messages that the profile holds: what is delivered again is not new. */
    private readonly stored: Set<string>,
    private readonly marks: Marks,
  ) {}

  /** Applies one event; resolves when the profile holds it. */
  async apply(event: QueuedEvent): Promise<void> {
    if (event.e === 'message') return this.message(event);
    if (event.e === 'upgrade') return this.upgrade(event);
    if (event.e === 'receipt') return this.receipt(event);
    if (event.e === 'reaction') return this.reaction(event);
    if (event.e === 'vote') return this.vote(event);
    if (event.e === 'edit') return this.edit(event);
    if (event.e === 'revoke') return this.revoke(event);
    if (event.e === 'contact') return this.contact(event.contact);
    ChatStore.get(event.chat)?.set('unreadCount', 0);
  }

  typing(frame: Extract<FromServer, { t: 'typing' }>): void {
    const { presence } = ensureChat(frame.chat);
    presence.set({ hasData: true, isOnline: true });
    presence.chatstate.set('type', frame.state);
    PresenceStore.trigger('change:chatstate.type', presence.chatstate, frame.state);
  }

  presence(frame: Extract<FromServer, { t: 'presence' }>): void {
    const { presence } = ensureChat(frame.chat);
    presence.set({ hasData: true, isOnline: frame.online });
    presence.chatstate.set('type', frame.online ? 'available' : 'unavailable');
    PresenceStore.trigger('change:chatstate.type', presence.chatstate, presence.chatstate.type);
  }

  private async contact(contact: Parameters<typeof addContact>[0]): Promise<void> {
    addContact(contact);
    await this.db.put('contact', contact.address, contact);
  }

  // The stores change before the first await, so events take effect in the order they came in.
  private async message({ message, contact, history }: Extract<QueuedEvent, { e: 'message' }>): Promise<void> {
    const saved = this.contact(contact);
    const key = keyFor(message).toString();
    if (!this.stored.has(key)) {
      this.stored.add(key);
      if (history) addMessage(message, this.me(), false);
      else this.arrive(message);
      await saveMessage(this.db, message);
    }
    await saved;
  }

  private arrive(message: WireMessage): void {
    const chat = ensureChat(message.chat);
    void MsgStore.processMultipleMessages(chat.id, [toAttributes(message, this.me(), true)]);
    const msg = addMessage(message, this.me(), true);
    if (!message.from_me) chat.set({ unreadCount: chat.unreadCount + 1, lastReceivedKey: msg.id });
  }

  private async upgrade({ message }: Extract<QueuedEvent, { e: 'upgrade' }>): Promise<void> {
    const { id: _id, type, ...rest } = toAttributes(message, this.me(), true);
    const msg = MsgStore.get(keyFor(message)) ?? addMessage(message, this.me(), true);
    msg.set(rest);
    msg.set('type', type);
    await saveMessage(this.db, message);
  }

  private async receipt(event: Extract<QueuedEvent, { e: 'receipt' }>): Promise<void> {
    const from = createWid(event.chat);
    const name = from.isGroup() ? 'handleGroupSimpleReceipt' : 'handleChatSimpleReceipt';
    through('WAWebHandleMsgSimpleReceipt', name, {
      type: 'receipt',
      stanzaId: event.ids[0],
      externalIds: event.ids,
      from,
      participant: event.participant ? createWid(event.participant) : null,
      recipient: null,
      ts: Math.floor(event.time_ms / 1000),
      ack: event.ack,
      ackString: event.ack === 2 ? 'delivery' : event.ack === 3 ? 'read' : 'played',
    });
    await Promise.all(event.ids.map((id) => this.raise(event.chat, id, event.ack)));
  }

  private async raise(chat: string, id: string, ack: number): Promise<void> {
    const author = chat.endsWith('@g.us') ? this.me().lid : null;
    const key = keyFor({ id, chat, from_me: true, author }).toString();
    MsgStore.get(key)?.updateAck(ack);
    const record = await this.db.get<WireMessage>('message', key);
    if (record && record.ack < ack) await this.db.put('message', key, { ...record, ack });
    await this.db.put('pending', id, undefined);
  }

  private async reaction(event: Extract<QueuedEvent, { e: 'reaction' }>): Promise<void> {
    const target = this.target({ ...event, from_me: event.target_from_me, author: event.target_from_me ? this.me().lid : null });
    const shared = {
      msgKey: keyFor({ id: `${event.id}R${event.time_ms}`, chat: event.chat, from_me: event.from_me, author: event.from }).toString(),
      parentMsgKey: target,
      orphan: 0,
      reactionText: event.emoji,
      read: false,
      senderUserJid: event.from,
    };
    through('WAWebAddReactionsModelCollection', 'addOrUpdateReactionsModelCollection', { ...shared, t: event.time_ms }, true);
    const any = await this.marks.react({ ...shared, timestamp: event.time_ms });
    MsgStore.get(target)?.set('hasReaction', any);
    await this.amend(target, { has_reaction: any });
  }

  private async vote(event: Extract<QueuedEvent, { e: 'vote' }>): Promise<void> {
    const target = this.target({ ...event, from_me: event.target_from_me, author: event.target_from_me ? this.me().lid : null });
    const parentMsgKey = MsgStore.get(target)?.id ?? MsgKey.fromString(target);
    const vote = { parentMsgKey, sender: createWid(event.from), selectedOptionLocalIds: event.options, senderTimestampMs: event.time_ms };
    through('WAWebPollsVotesDB', 'upsertVotes', [vote]);
    await this.marks.vote(vote);
  }

  /** The key of the message that an event is about; in a group its author may be anybody. */
  private target(about: { id: string; chat: string; from_me: boolean; author: string | null }): string {
    const key = keyFor(about).toString();
    if (MsgStore.get(key)) return key;
    const chat = ChatStore.get(about.chat);
    return chat?.msgs.findFirst((msg: Msg) => msg.id.id === about.id)?.id.toString() ?? key;
  }

  private async edit(event: Extract<QueuedEvent, { e: 'edit' }>): Promise<void> {
    const key = this.target(event);
    const msg = MsgStore.get(key);
    msg?.set(msg.mediaData ? 'caption' : 'body', event.text);
    msg?.set({ latestEditMsgKey: keyFor({ ...event, id: `${event.id}E${event.time_ms}` }), latestEditSenderTimestampMs: event.time_ms });
    await this.amend(key, { text: event.text, edited_ms: event.time_ms });
  }

  private async revoke(event: Extract<QueuedEvent, { e: 'revoke' }>): Promise<void> {
    const chat = ensureChat(event.chat);
    const key = this.target(event);
    const msg = MsgStore.get(key);
    const protocol = {
      id: keyFor({ ...event, id: `${event.id}D${event.time_ms}` }),
      type: 'protocol',
      subtype: 'sender_revoke',
      protocolMessageKey: msg?.id ?? keyFor(event),
      from: event.from_me ? createWid(this.me().pn) : chat.id,
      to: event.from_me ? chat.id : (createWid(this.me().pn)),
      isNewMsg: true,
    };
    void MsgStore.processMultipleMessages(chat.id, [protocol]);
    msg?.set({ type: 'revoked', body: '' });
    await this.amend(key, { revoked: true, text: null });
  }

  private async amend(key: string, change: Partial<WireMessage>): Promise<void> {
    const record = await this.db.get<WireMessage>('message', key);
    if (record) await this.db.put('message', key, { ...record, ...change });
  }
}
