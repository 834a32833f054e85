import { Collection } from '../core/collection';
import type { Attributes } from '../core/model';
import { Chat, Chatstate, Contact, GroupMetadata, Msg, Presence } from '../core/models';
import { createWid, type Wid } from '../core/wid';

/** Messages of the page, over all chats. */
export class MsgCollection extends Collection<Msg> {
  /** Adds messages as they come from the wire; wa-js wraps this on the instance to see revokes. */
  processMultipleMessages(_chat: Wid, messages: Attributes[]): Promise<Msg[]> {
    return Promise.resolve(messages.filter((raw) => raw.type !== 'protocol').map((raw) => this.add(raw)));
  }
}

export class ChatCollection extends Collection<Chat> {}
export class ContactCollection extends Collection<Contact> {}
export class PresenceCollection extends Collection<Presence> {}
export class ChatstateCollection extends Collection<Chatstate> {}

export class GroupMetadataCollection extends Collection<GroupMetadata> {
  _handleParentGroupChange(): void {
    // wa-js recognises the collection by this method; the simulated WhatsApp has no communities.
  }
}

export const MsgStore = new MsgCollection(Msg);
export const ChatStore = new ChatCollection(Chat);
export const ContactStore = new ContactCollection(Contact);
export const PresenceStore = new PresenceCollection(Presence);
export const GroupMetadataStore = new GroupMetadataCollection(GroupMetadata);

const lidToPn = new Map<string, Wid>();
const pnToLid = new Map<string, Wid>();

/** Which phone number and which LID are the same person, as far as this device was told. */
export const lidPnCache = {
  getPhoneNumber: (lid: Wid): Wid | undefined => lidToPn.get(lid.toString()),
  getCurrentLid: (pn: Wid): Wid | undefined => pnToLid.get(pn.toString()),
  add(lid: Wid, pn: Wid): void {
    lidToPn.set(lid.toString(), pn);
    pnToLid.set(pn.toString(), lid);
  },
};

/** The chat of an address; a chat that moved to its LID is found under its number too. */
export function knownChat(wid: Wid): Chat | undefined {
  const lid = wid.isLid() ? wid : lidPnCache.getCurrentLid(wid);
  return (lid && ChatStore.get(lid)) ?? ChatStore.get(wid);
}

/** The chat of an address; made when there is none. */
export function ensureChat(address: string): Chat {
  const wid = createWid(address);
  const present = ChatStore.get(wid);
  if (present) return present;
  const chat = new Chat({ id: wid, t: Math.floor(Date.now() / 1000) });
  if (!PresenceStore.get(wid)) PresenceStore.add(chat.presence);
  return ChatStore.add(chat);
}
