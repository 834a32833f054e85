import { Collection } from './collection';
import { Model, type Attributes } from './model';
import type { MsgKey } from './msgkey';
import { createWid, type Wid } from './wid';

/** What models need of the running page; set once at boot so that models don't import the flows. */
export const page: {
  me: () => Wid | undefined;
  meLid: () => Wid | undefined;
  contact: (id: Wid) => Contact | undefined;
  download: (msg: Msg) => Promise<void>;
  subscribe: (id: Wid) => Promise<void>;
} = {
  me: () => undefined,
  meLid: () => undefined,
  contact: () => undefined,
  download: () => Promise.resolve(),
  subscribe: () => Promise.resolve(),
};

/** A person or group as the address book knows it. */
export class Contact extends Model {
  declare id: Wid;
  declare name?: string;
  declare pushname?: string;
  declare phoneNumber?: Wid;

  get isMe(): boolean {
    return Boolean(this.attributes && (page.me()?.equals(this.id) || page.meLid()?.equals(this.id)));
  }
  get isUser(): boolean {
    return Boolean(this.attributes && this.id.isUser());
  }
  get isGroup(): boolean {
    return Boolean(this.attributes && this.id.isGroup());
  }
  get isMyContact(): boolean {
    return Boolean(this.attributes?.name);
  }
  get isWAContact(): boolean {
    return true;
  }
  get isBusiness(): boolean {
    return false;
  }
  get formattedName(): string {
    return this.attributes ? (this.name ?? this.pushname ?? this.id.user) : '';
  }
  get formattedShortName(): string {
    return this.formattedName;
  }
}
Object.defineProperty(Contact.prototype, 'proxyName', { value: 'contact' });

export type MsgAttributes = Attributes & { id: MsgKey };

/** One message. */
export class Msg extends Model {
  declare id: MsgKey;
  declare type: string;
  declare subtype?: string;
  declare body?: string;
  declare caption?: string;
  declare from: Wid;
  declare to: Wid;
  declare author?: Wid;
  declare t: number;
  declare ack: number;
  declare isNewMsg?: boolean;
  declare notifyName?: string;
  declare quotedStanzaID?: string;
  declare mediaData?: MediaData;
  declare phoneAt?: number;
  declare hasReaction?: boolean;

  get senderObj(): Contact | undefined {
    const sender = this.author ?? this.from;
    return page.contact(sender) ?? new Contact({ id: sender });
  }

  /** What a reply to this message carries about it. */
  msgContextInfo(): Attributes {
    const quoted = { ...this.attributes };
    for (const name of ['isNewMsg', 'local', 'quotedMsg']) delete quoted[name];
    return {
      quotedMsg: quoted,
      quotedStanzaID: this.id.id,
      quotedRemoteJid: this.id.remote,
      quotedParticipant: this.author ?? this.from,
    };
  }

  updateAck(ack: number): void {
    if (ack > this.ack || ack < 0) this.set('ack', ack);
  }

  downloadMedia(): Promise<void> {
    return page.download(this);
  }
}
Object.defineProperty(Msg.prototype, 'proxyName', { value: 'msg' });

/** What a media message carries beside its text; the bytes live in the LRU media store, by file hash. */
export class MediaData extends Model {
  declare filehash?: string;
  declare mimetype?: string;
  declare size?: number;
  declare filename?: string;
  declare type?: string;
  declare mediaStage?: string;
  declare mediaBlob?: { forceToBlob: () => Blob };
}
Object.defineProperty(MediaData.prototype, 'proxyName', { value: 'media-data' });

/** Typing or recording in one chat. */
export class Chatstate extends Model {
  declare id: Wid;
  declare type?: string;
}

/** Whether somebody is online, and what they do in the chat. */
export class Presence extends Model {
  declare id: Wid;
  declare isOnline: boolean;
  declare hasData: boolean;
  readonly chatstate: Chatstate;
  readonly chatstates: Collection<Chatstate>;

  constructor(attributes: Attributes = {}) {
    super({ isOnline: false, hasData: false, ...attributes });
    this.chatstate = new Chatstate({ id: attributes.id });
    this.chatstates = new Collection(Chatstate);
  }

  get isUser(): boolean {
    return Boolean(this.attributes && this.id.isUser());
  }
  get isGroup(): boolean {
    return Boolean(this.attributes && this.id.isGroup());
  }

  subscribe(): Promise<void> {
    return page.subscribe(this.id);
  }
}

/** Somebody in a group. */
export class Participant extends Model {
  declare id: Wid;
  declare isAdmin: boolean;
}

/** A group's members and settings. */
export class GroupMetadata extends Model {
  declare id: Wid;
  declare subject?: string;
  readonly participants: Collection<Participant> & { iAmAdmin?: () => boolean };

  constructor(attributes: Attributes = {}) {
    const { participants, ...rest } = attributes;
    super(rest);
    this.participants = new Collection(Participant);
    this.participants.iAmAdmin = () =>
      this.participants.some((who) => who.isAdmin && Boolean(page.meLid()?.equals(who.id) || page.me()?.equals(who.id)));
    this.setParticipants((participants as { id: string; admin: boolean }[] | undefined) ?? []);
  }

  setParticipants(members: { id: string; admin: boolean }[]): void {
    for (const model of this.participants.getModelsArray()) this.participants.remove(model);
    for (const { id, admin } of members) this.participants.add({ id: createWid(id), isAdmin: admin });
  }
}
Object.defineProperty(GroupMetadata.prototype, 'proxyName', { value: 'group-metadata' });

/** One conversation. */
export class Chat extends Model {
  declare id: Wid;
  declare t?: number;
  declare unreadCount: number;
  declare lastReceivedKey?: MsgKey;
  declare groupMetadata?: GroupMetadata;
  readonly msgs: Collection<Msg>;
  readonly presence: Presence;

  constructor(attributes: Attributes = {}) {
    super({ unreadCount: 0, ...attributes });
    this.msgs = new Collection<Msg>(Msg);
    this.presence = new Presence({ id: attributes.id });
  }

  get hasUnread(): boolean {
    return Boolean(this.attributes?.unreadCount);
  }
  get isUser(): boolean {
    return Boolean(this.attributes && this.id.isUser());
  }
  get isGroup(): boolean {
    return Boolean(this.attributes && this.id.isGroup());
  }
  get isPSA(): boolean {
    return false;
  }
  get isNewsletter(): boolean {
    return false;
  }
  get shouldAppearInList(): boolean {
    return true;
  }
  get contact(): Contact | undefined {
    return this.attributes ? page.contact(this.id) : undefined;
  }
}
Object.defineProperty(Chat.prototype, 'proxyName', { value: 'chat' });
