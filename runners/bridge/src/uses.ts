import type * as Wpp from '@wppconnect/wa-js';

type Wa = typeof Wpp;
type Wid = Wpp.whatsapp.Wid;
export type ChatModel = Wpp.whatsapp.ChatModel;
export type MsgModel = Wpp.whatsapp.MsgModel;

declare global {
  interface Window {
    WPP?: Wa;
  }
}

const wpp = (): Wa => {
  if (!window.WPP) throw new Error('wa-js is not in the page');
  return window.WPP;
};

/** Everything of wa-js that the bridge calls; it calls through this table alone, and the contract test walks it. */
export const functions = {
  'chat.downloadMedia': () => wpp().chat.downloadMedia,
  'chat.find': () => wpp().chat.find,
  'chat.get': () => wpp().chat.get,
  'chat.getMessageById': () => wpp().chat.getMessageById,
  'chat.getMessages': () => wpp().chat.getMessages,
  'chat.getReactions': () => wpp().chat.getReactions,
  'chat.getVotes': () => wpp().chat.getVotes,
  'chat.list': () => wpp().chat.list,
  'chat.markIsComposing': () => wpp().chat.markIsComposing,
  'chat.markIsPaused': () => wpp().chat.markIsPaused,
  'chat.markIsRead': () => wpp().chat.markIsRead,
  'chat.sendFileMessage': () => wpp().chat.sendFileMessage,
  'chat.sendTextMessage': () => wpp().chat.sendTextMessage,
  'conn.genLinkDeviceCodeForPhoneNumber': () => wpp().conn.genLinkDeviceCodeForPhoneNumber,
  'conn.getAuthCode': () => wpp().conn.getAuthCode,
  'conn.getMyUserId': () => wpp().conn.getMyUserId,
  'conn.getMyUserLid': () => wpp().conn.getMyUserLid,
  'conn.getStreamData': () => wpp().conn.getStreamData,
  'conn.isAuthenticated': () => wpp().conn.isAuthenticated,
  'conn.isOnline': () => wpp().conn.isOnline,
  'conn.isRegistered': () => wpp().conn.isRegistered,
  'conn.logout': () => wpp().conn.logout,
  'conn.needsUpdate': () => wpp().conn.needsUpdate,
  'conn.refreshQR': () => wpp().conn.refreshQR,
  'contact.getPnLidEntry': () => wpp().contact.getPnLidEntry,
  'contact.queryWidExists': () => wpp().contact.queryWidExists,
  'contact.subscribePresence': () => wpp().contact.subscribePresence,
  'util.blobToBase64': () => wpp().util.blobToBase64,
  'whatsapp.WidFactory.createWid': () => wpp().whatsapp.WidFactory.createWid as (address: string) => Wid,
  'whatsapp.functions.queryWidExists': () => wpp().whatsapp.functions.queryWidExists,
} as const;

/** Every event of wa-js that the bridge listens to. */
export const events = [
  'chat.msg_ack_change',
  'chat.msg_edited',
  'chat.msg_revoke',
  'chat.new_message',
  'chat.new_reaction',
  'chat.poll_response',
  'chat.presence_change',
  'conn.auth_code_change',
  'conn.authenticated',
  'conn.link_code_change',
  'conn.logout',
  'conn.logout_reason',
  'conn.main_ready',
  'conn.needs_update',
  'conn.online',
  'conn.qrcode_idle',
  'conn.require_auth',
  'conn.stream_info_changed',
  'conn.stream_mode_changed',
  'loader.full_ready',
] as const;

/** Functions of WhatsApp Web that wa-js looks up at first use; looked up early, none of them makes the first send slow. */
export const warmed = [
  'addAndSendMsgToChat',
  'canReplyMsg',
  'findOrCreateLatestChat',
  'getCurrentLid',
  'getEphemeralFields',
  'getReactions',
  'getSearchContext',
  'getVotes',
  'msgFindByDirection',
  'queryWidExists',
  'sendSeen',
  'unixTime',
] as const;

/** Parts of WhatsApp Web without which nothing can be told of a session, let alone sent. */
const core = ['ChatStore', 'Cmd', 'Conn', 'MsgStore', 'Socket', 'Stream'] as const;

/** Those of them that wa-js does not find: WhatsApp Web has changed, or has not loaded them yet. */
export const missing = (): string[] => core.filter((name) => !wpp().whatsapp[name]);

type Functions = typeof functions;
type EventName = (typeof events)[number];

/** A function of wa-js by its name in the table. */
export function wa<N extends keyof Functions>(name: N): ReturnType<Functions[N]> {
  return functions[name]() as ReturnType<Functions[N]>;
}

/** Listens to an event of wa-js by its name in the table. */
export function listen<N extends EventName>(name: N, listener: (value: Wpp.ev.EventTypes[N]) => void): void {
  // wa-js's emitter types its listeners for all events at once.
  wpp().on(name, listener as never);
}

/** WhatsApp Web's own stores and models, as wa-js finds them. */
export const stores = {
  messages: () => wpp().whatsapp.MsgStore,
  socket: () => wpp().whatsapp.Socket,
  version: () => wpp().whatsapp.contants?.SANITIZED_VERSION_STR,
  functions: () => wpp().whatsapp.functions as Record<string, unknown>,
};

/** The other address of a person, as far as the page was told: the LID of a number, or the number of a LID. */
export function otherAddress(wid: Wid): string | undefined {
  const known = wpp().whatsapp.lidPnCache;
  if (wid.isLid()) return known.getPhoneNumber(wid)?.toString();
  return wid.isUser() ? known.getCurrentLid(wid)?.toString() : undefined;
}

/** Our own number and LID. */
export function ownAddresses(): Set<string> {
  return new Set([wa('conn.getMyUserId')()?.toString(), wa('conn.getMyUserLid')()?.toString()].filter((one) => one !== undefined));
}

/** Whether wa-js has found the page's modules: before that, its functions throw. */
export const isInjected = (): boolean => Boolean(window.WPP?.isInjected);
export const isReady = (): boolean => Boolean(window.WPP?.isReady);
/** Only now does wa-js hear of acks, edits and reactions. */
export const isFullReady = (): boolean => Boolean(window.WPP?.isFullReady);
