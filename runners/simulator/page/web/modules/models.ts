import { define } from '../core/loader';
import { Chat, Chatstate, Contact, GroupMetadata, Msg, Presence } from '../core/models';
import { MsgKey } from '../core/msgkey';
import { Wid, createWid } from '../core/wid';
import * as stores from '../data/stores';

/** A user's address from `user`, `user@server` or both parts. */
function createUserWid(user: string, server = 'c.us'): Wid {
  return createWid(user.includes('@') ? user : `${user}@${server}`);
}

/** Modules of ids, models and stores. */
export function defineModels(): void {
  define('WAWebWid', { default: Wid });
  define('WAWebWidFactory', {
    createWid,
    createUserWid,
    createUserWidOrThrow: createUserWid,
    isWidlike: (value: unknown) => value instanceof Wid,
    createWidFromWidLike: (value: Wid | string) => createWid(value),
  });
  define('WAWebMsgKey', { default: MsgKey });
  define('WAWebMsgModel', { Msg });
  define('WAWebChatModel', { Chat });
  define('WAWebContactModel', { Contact });
  define('WAWebGroupMetadataModel', { GroupMetadata });
  define('WAWebMsgCollection', { MsgCollection: stores.MsgStore, MsgCollectionImpl: stores.MsgCollection });
  define('WAWebChatCollection', { ChatCollection: stores.ChatStore, ChatCollectionImpl: stores.ChatCollection });
  define('WAWebContactCollection', {
    ContactCollection: stores.ContactStore,
    ContactCollectionImpl: stores.ContactCollection,
  });
  define('WAWebGroupMetadataCollection', { default: stores.GroupMetadataStore });
  define('WAWebPresenceCollection', { PresenceCollection: stores.PresenceStore });
  define('WAWebPresenceModel', { Presence, Chatstate, ChatstateCollection: stores.ChatstateCollection });
}
