import { Msg, page } from '../core/models';
import { createWid, type Wid } from '../core/wid';
import type { Database } from '../data/database';
import type { Credentials, Keys } from '../data/keys';
import { History } from '../data/history';
import { Marks } from '../data/marks';
import { addContact, addMessage } from '../data/records';
import { ContactStore, ensureChat, knownChat, lidPnCache } from '../data/stores';
import type { Chat, Contact } from '../core/models';
import type { BootSettings, FromServer, WireContact, WireMessage } from '../wire';
import { Connection } from './connection';
import { Inbound } from './inbound';
import { MediaLibrary } from './media';
import { Outbound } from './outbound';
import { Session } from './session';
import { Cmd } from './state';

const RESTORED_MS = 24 * 3600 * 1000;

/** The running page: everything that modules need, wired together. */
export class App {
  readonly connection = new Connection();
  readonly session: Session;
  readonly outbound: Outbound;
  readonly history: History;
  readonly media: MediaLibrary;
  readonly marks: Marks;
  private readonly inbound: Inbound;
  private done: number[] = [];

  constructor(
    private readonly db: Database,
    keys: Keys,
    credentials: Credentials | undefined,
    settings: BootSettings,
    stored: Set<string>,
  ) {
    const me = () => this.session.me;
    this.session = new Session(db, keys, this.connection, settings, credentials);
    this.marks = new Marks(db, (address) => [me().pn, me().lid].includes(address));
    this.inbound = new Inbound(db, me, stored, this.marks);
    this.outbound = new Outbound(db, this.connection, me, stored);
    this.history = new History(db, me);
    this.media = new MediaLibrary(this.outbound);
    this.connection.onFrame = (frame) => this.receive(frame);
    this.session.onResumed = () => void this.outbound.resendPending();
    Cmd.onRevoke = (list) => this.command('revoke', list as Msg[]);
    Cmd.onDelete = (list) => this.command('delete', list as Msg[]);
    this.serveModels();
  }

  /** Fills the stores from the profile: contacts, and the messages of the last day. */
  async restore(): Promise<void> {
    for (const contact of await this.db.all<WireContact>('contact')) {
      addContact(contact);
      if (this.session.isLinked && !contact.group) ensureChat(contact.address);
    }
    if (!this.session.isLinked) return;
    const records = await this.db.since<WireMessage>(Date.now() - RESTORED_MS);
    for (const record of records) addMessage(record, this.session.me, false);
  }

  /** Asks the servers whether an address is on WhatsApp, and learns the contact. */
  async exists(wid: Wid): Promise<Contact | undefined> {
    const contact = (await this.connection.request({ t: 'exists', address: wid.toString() })) as WireContact | null;
    if (!contact) return undefined;
    addContact(contact);
    await this.db.put('contact', contact.address, contact);
    return ContactStore.get(contact.address);
  }

  /** WhatsApp Web's findOrCreateLatestChat: a chat that moved to its LID is found by its number too. */
  async findOrCreateChat(wid: Wid): Promise<{ chat: Chat; created: boolean }> {
    const known = knownChat(wid);
    if (known) return { chat: known, created: false };
    const contact = wid.isUser() ? await this.exists(wid) : ContactStore.get(wid);
    if (!contact) throw new Error(`${wid.toString()} is not on WhatsApp`);
    return { chat: ensureChat(contact.id.toString()), created: true };
  }

  async sendSeen(chat: Chat): Promise<void> {
    chat.set('unreadCount', 0);
    this.connection.send({ t: 'read', chat: chat.id.toString() });
    return Promise.resolve();
  }

  /** Reacts to, edits or revokes messages: one frame each, refused ones reject. */
  async command(what: string, list: Msg[], extra: object = {}): Promise<void> {
    for (const msg of list) {
      const about = { chat: msg.id.remote.toString(), id: msg.id.id, from_me: msg.id.fromMe };
      await this.connection.request({ t: what, ...about, ...extra });
    }
  }

  typing(chat: Chat, state: string): Promise<void> {
    this.connection.send({ t: 'typing', chat: chat.id.toString(), state });
    return Promise.resolve();
  }

  private receive(frame: FromServer): void {
    if (frame.t === 'event') void this.inbound.apply(frame.event).then(() => this.acknowledge(frame.seq));
    else if (frame.t === 'typing') this.inbound.typing(frame);
    else if (frame.t === 'presence') this.inbound.presence(frame);
    else this.session.receive(frame);
  }

  private acknowledge(seq: number): void {
    if (this.done.push(seq) > 1) return;
    queueMicrotask(() => {
      this.connection.send({ t: 'done', seqs: this.done });
      this.done = [];
    });
  }

  private serveModels(): void {
    page.me = () => this.session.meWid();
    page.meLid = () => this.session.meLid();
    page.contact = (id) => {
      const pn = id.isLid() ? lidPnCache.getPhoneNumber(id) : undefined;
      return ContactStore.get(id) ?? (pn && ContactStore.get(pn));
    };
    page.download = (msg) => this.media.download(msg);
    page.subscribe = (id) => {
      this.connection.send({ t: 'subscribe', chat: createWid(id).toString() });
      return Promise.resolve();
    };
  }
}
