import type { Attributes } from '../core/model';
import { MediaData, Msg } from '../core/models';
import { MsgKey } from '../core/msgkey';
import { createWid } from '../core/wid';
import type { WireContact, WireExtra, WireMessage } from '../wire';
import type { Database } from './database';
import { ContactStore, GroupMetadataStore, MsgStore, ensureChat, lidPnCache } from './stores';

export interface Me {
  pn: string;
  lid: string;
}

/** How the page calls types that the wire (and people) call otherwise. */
const PAGE_TYPE: Record<string, string> = { text: 'chat', contact: 'vcard', poll: 'poll_creation' };
const WIRE_TYPE: Record<string, string> = { chat: 'text', vcard: 'contact', multi_vcard: 'contact', poll_creation: 'poll' };

/** A place, cards or a poll, as the page's attributes; a body of base64 is what real pages keep as a thumbnail. */
function contentAttributes(extra: WireExtra | null): Attributes {
  if (!extra) return {};
  if (extra.lat !== undefined) {
    const loc = [extra.name, extra.address].filter(Boolean).join('\n');
    return { lat: extra.lat, lng: extra.lng, loc, body: '/9j/4AAQSkZJRgABAQ' };
  }
  if (extra.cards?.length === 1) return { body: extra.cards[0]?.vcard, vcardFormattedName: extra.cards[0]?.name };
  if (extra.cards) {
    const vcardList = extra.cards.map(({ name, vcard }) => ({ displayName: name, vcard }));
    return { type: 'multi_vcard', vcardList };
  }
  const pollOptions = (extra.options ?? []).map((name, localId) => ({ name, localId }));
  return { pollName: extra.question, pollOptions, pollSelectableOptionsCount: 0 };
}

/** The page's attributes of a place, cards or a poll → the wire's. */
export function contentOf(raw: Attributes): WireExtra | null {
  if (raw.type === 'location') {
    const [name, address] = (typeof raw.loc === 'string' ? raw.loc : '').split('\n');
    return { lat: raw.lat as number, lng: raw.lng as number, ...(name && { name }), ...(address && { address }) };
  }
  if (raw.type === 'vcard') return { cards: [{ name: String(raw.vcardFormattedName), vcard: String(raw.body) }] };
  if (raw.type !== 'poll_creation') return null;
  return { question: String(raw.pollName), options: (raw.pollOptions as { name: string }[]).map(({ name }) => name) };
}

export const wireType = (type: string): string => WIRE_TYPE[type] ?? type;

/** The key of a wire message; own messages in groups carry our LID as participant. */
export function keyFor(message: Pick<WireMessage, 'id' | 'chat' | 'from_me' | 'author'>): MsgKey {
  const isGroup = message.chat.endsWith('@g.us');
  return new MsgKey({
    id: message.id,
    fromMe: message.from_me,
    remote: message.chat,
    participant: isGroup ? message.author : null,
  });
}

/** Wire message → attributes of a Msg. */
export function toAttributes(message: WireMessage, me: Me, isNewMsg: boolean): Attributes {
  const mine = createWid(message.chat.endsWith('@c.us') ? me.pn : me.lid);
  const chat = createWid(message.chat);
  const { media } = message;
  return {
    id: keyFor(message),
    type: message.revoked ? 'revoked' : (PAGE_TYPE[message.type] ?? message.type),
    body: media ? '' : (message.text ?? ''),
    ...contentAttributes(message.extra ?? null),
    ...(media && { caption: message.text ?? '', mimetype: media.mimetype, size: media.size, filename: media.filename }),
    ...(media && { mediaData: new MediaData({ ...media, filehash: media.id, type: message.type, mediaStage: 'INIT' }) }),
    from: message.from_me ? mine : chat,
    to: message.from_me ? chat : mine,
    ...(chat.isGroup() && message.author && { author: createWid(message.author) }),
    t: Math.floor(message.time_ms / 1000),
    ack: message.ack,
    self: message.from_me ? 'out' : 'in',
    isNewMsg,
    notifyName: message.push_name ?? undefined,
    ...(message.quoted && { quotedStanzaID: message.quoted.id, quotedParticipant: createWid(message.quoted.author) }),
    ...(message.phone_at !== null && { phoneAt: message.phone_at }),
    hasReaction: Boolean(message.has_reaction),
    ...(message.edited_ms && { latestEditSenderTimestampMs: message.edited_ms }),
  };
}

/** The record of a message, as the profile keeps it. */
export const saveMessage = (db: Database, message: WireMessage): Promise<void> =>
  db.put('message', keyFor(message).toString(), message);

/** Puts a message into the stores; returns the model, which is the present one for a key seen before. */
export function addMessage(message: WireMessage, me: Me, isNewMsg: boolean): Msg {
  const chat = ensureChat(message.chat);
  const msg = MsgStore.get(keyFor(message)) ?? new Msg(toAttributes(message, me, isNewMsg));
  chat.msgs.add(msg);
  MsgStore.add(msg);
  if (!chat.lastReceivedKey || msg.t >= (chat.t ?? 0)) chat.set({ lastReceivedKey: msg.id, t: msg.t });
  return msg;
}

/** Learns a contact: its name, its aliases, a group's members; a chat known by number moves to its LID. */
export function addContact(contact: WireContact): void {
  const id = createWid(contact.address);
  if (contact.pn && !contact.group) lidPnCache.add(createWid(contact.lid), createWid(contact.pn));
  const known = ContactStore.get(id) ?? ContactStore.add({ id });
  known.set({ pushname: contact.name, name: contact.name });
  if (!contact.group) return;
  const metadata = GroupMetadataStore.get(id) ?? GroupMetadataStore.add({ id });
  metadata.set('subject', contact.group.subject);
  metadata.setParticipants(contact.group.participants);
  ensureChat(contact.address).set('groupMetadata', metadata);
}
