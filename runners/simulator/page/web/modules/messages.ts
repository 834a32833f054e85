import { define } from '../core/loader';
import type { Attributes } from '../core/model';
import type { Chat, Contact, Msg } from '../core/models';
import type { MsgKey } from '../core/msgkey';
import type { Wid } from '../core/wid';
import type { FindParams } from '../data/history';
import { ChatStore, ContactStore, lidPnCache } from '../data/stores';
import type { App } from '../flow/app';
import { MediaPrep, OpaqueData, type PrepOptions } from '../flow/media';
import { contactGetters, frontendGetters } from './inert';

const ACK = { FAILED: -1, CLOCK: 0, SENT: 1, RECEIVED: 2, READ: 3, PLAYED: 4 };
const ACK_STRING = { SENDER: 'sender', DELIVERY: 'delivery', READ: 'read', PLAYED: 'played' };

const MSG_TYPES = 'chat ciphertext image video audio ptt document sticker location vcard protocol revoked reaction call_log unknown';
const MSG_TYPE = Object.fromEntries(MSG_TYPES.split(' ').map((type) => [type.toUpperCase(), type]));
const SEND_RESULTS = 'OK ERROR_NETWORK ERROR_EXPIRED ERROR_CANCELLED ERROR_UPLOAD ERROR_UNKNOWN';
const SendMsgResult = Object.fromEntries(SEND_RESULTS.split(' ').map((result) => [result, result]));

function defineSending(app: App): void {
  define('WAWebMsgType', { MSG_TYPE, SYSTEM_MESSAGE_TYPES: ['protocol'] });
  define('WAWebSendMsgResultAction', { SendMsgResult });
  define('WAWebAck', { ACK, ACK_STRING });
  define('WATimeUtils', { unixTime: () => Math.floor(Date.now() / 1000) });
  define('WAWebFindChatAction', { findOrCreateLatestChat: (wid: Wid) => app.findOrCreateChat(wid) });
  define('WAWebSendMsgChatAction', {
    addAndSendMsgToChat: (chat: Chat, raw: Attributes) => app.outbound.addAndSend(chat, raw),
  });
  define('WAWebSendMessageEditAction', {
    addAndSendMessageEdit: async (msg: Msg, raw: Attributes) => {
      await app.command('edit', [msg], { text: raw.body });
    },
  });
  define('WAWebMsgActionCapability', {
    canEditText: (msg: Msg) => msg.id.fromMe && msg.type === 'chat',
    canEditMsg: (msg: Msg) => msg.id.fromMe,
    canEditCaption: (msg: Msg) => msg.id.fromMe && Boolean(msg.mediaData),
  });
  define('WAWebGetEphemeralFieldsMsgActionsUtils', { getEphemeralFields: () => ({}) });
  define('WAWebMsgReply', { canReplyMsg: (msg: Msg) => msg.type !== 'revoked' && msg.type !== 'ciphertext' });
  define('WAWebSendReactionMsgAction', {
    sendReactionToMsg: async (msg: Msg, emoji: string) => {
      await app.command('react', [msg], { emoji });
      return 'OK';
    },
  });
}

/** The message that a message answers, when the page has it in memory. */
function quotedBy(msg: Msg): Msg | undefined {
  return ChatStore.get(msg.id.remote)?.msgs.findFirst((candidate) => candidate.id.id === msg.quotedStanzaID);
}

function defineReceiving(app: App): void {
  // Receipts and reactions are applied by the inbound flow; these are the seams at which wa-js listens.
  define('WAWebHandleMsgSimpleReceipt', {
    handleChatSimpleReceipt: () => undefined,
    handleGroupSimpleReceipt: () => undefined,
    handleStatusSimpleReceipt: () => undefined,
  });
  define('WAWebAddReactionsModelCollection', { addOrUpdateReactionsModelCollection: () => undefined });
  define('WAWebReactionsOfMsg', { getReactions: (message: string) => app.marks.reactionsOf(message) });
  define('WAWebPollsVotesOfMsgs', {
    getVotes: (polls: MsgKey[]) => app.marks.votesIn(polls),
    getVote: async (poll: MsgKey, sender: Wid) => (await app.marks.votesIn([poll])).find((vote) => vote.sender.equals(sender)),
  });
  define('WAWebQuotedMsgModelUtils', { getQuotedMsgObj: (msg: Msg) => quotedBy(msg) });
  define('WAWebHandleMsgProcess', { handleSingleMsg: () => Promise.resolve() });
  define('WAWebDBMessageFindLocal', {
    msgFindBefore: (params: FindParams) => app.history.around({ ...params, direction: 'before' }),
    msgFindAfter: (params: FindParams) => app.history.around({ ...params, direction: 'after' }),
    msgFindByDirection: (params: FindParams) => app.history.around(params),
  });
  define('WAWebChatMessageSearch', {
    getSearchContext: (params: { chat: Chat; msgKey: MsgKey }) => app.history.context(params.chat, params.msgKey),
  });
  define('WAWebUpdateUnreadChatAction', {
    sendSeen: ({ chat }: { chat: Chat }) => app.sendSeen(chat),
    markUnread: (chat: Chat) => chat.set('unreadCount', -1),
  });
  define('WAWebPresenceChatAction', {
    markComposing: (chat: Chat) => app.typing(chat, 'composing'),
    markRecording: (chat: Chat) => app.typing(chat, 'recording'),
    markPaused: (chat: Chat) => app.typing(chat, 'paused'),
  });
}

function defineMedia(app: App): void {
  define('WAWebPrepRawMedia', {
    MediaPrep,
    prepRawMedia: (data: OpaqueData, options: PrepOptions) => app.media.prepRawMedia(data, options),
    uploadProductImage: () => Promise.reject(new Error('the simulated WhatsApp has no products')),
  });
  define('WAWebMediaOpaqueData', { default: OpaqueData });
  define('WAWebMediaLruStore', { LruMediaStore: app.media.cache });
}

function definePeople(app: App): void {
  define('WAWebApiContact', {
    getCurrentLid: (wid: Wid) => lidPnCache.getCurrentLid(wid) ?? null,
    getPhoneNumber: (wid: Wid) => lidPnCache.getPhoneNumber(wid) ?? null,
    lidPnCache,
  });
  define('WAWebFrontendContactGetters', {
    ...frontendGetters(),
    getFormattedShortName: (contact: Contact) => contact.formattedName,
    getPhoneNumber: (contact: Contact) => lidPnCache.getPhoneNumber(contact.id) ?? contact.id,
    getTextStatusString: () => '',
    getPnForLid: (contact: Contact) => lidPnCache.getPhoneNumber(contact.id),
  });
  define('WAWebQueryExistsJob', {
    queryPhoneExists: () => Promise.resolve(null),
    queryWidExists: async (wid: Wid) => {
      const contact = await app.exists(wid);
      return contact ? { wid: contact.id, biz: false } : null;
    },
  });
  define('WAWebContactPresenceBridge', {
    subscribeUserPresence: (wid: Wid) => app.connection.send({ t: 'subscribe', chat: wid.toString() }),
    subscribeGroupPresence: (wid: Wid) => app.connection.send({ t: 'subscribe', chat: wid.toString() }),
  });
  define('WAWebContactGetters', {
    ...contactGetters(),
    getNotifyName: (contact: Contact) => contact.pushname,
    getUserid: (contact: Contact) => contact.id.user,
    getIsMe: (contact: Contact) => ContactStore.get(contact)?.isMe ?? contact.isMe,
  });
}

/** Modules of messages, media and people. */
export function defineMessages(app: App): void {
  defineSending(app);
  defineReceiving(app);
  defineMedia(app);
  definePeople(app);
}
