import type { ChatModel } from './uses';
import { checkChat, checkId, findAny, findOwn, ownKey, resolveChat } from './chats';
import { BridgeError, textOf, waCode, within } from './errors';
import type { FileType, LookupResult, SendRequest, SendResult } from './protocol';
import { Seen } from './seen';
import { requireMain } from './status';
import { stores, wa } from './uses';

const FILE_TYPES: FileType[] = ['image', 'video', 'audio', 'ptt', 'document', 'sticker'];

const asked = new Seen(20_000);

/** Whether this page was asked to send a message: whoever asked needs no telling that it is there. */
export const isAsked = (id: string): boolean => asked.has(id);

/** wa-js's codes for a message that it will not send, however often it is asked. */
const REFUSED = new Set([
  'can_not_send_message_to_this_groupType',
  'file_too_large',
  'invalid_quoted_msg',
  'mentioned_is_not_user',
  'quoted_msg_can_not_reply',
]);

function check(request: SendRequest): void {
  checkChat(request.chat);
  checkId(request.id);
  if (typeof request.deadline !== 'number') throw new BridgeError('bad_request', 'deadline must be epoch ms');
  if (request.type === 'text') {
    if (typeof request.text !== 'string' || !request.text) throw new BridgeError('bad_request', 'text must not be empty');
  } else if (!FILE_TYPES.includes(request.type) || !request.data_url?.startsWith('data:')) {
    throw new BridgeError('bad_request', `type ${String(request.type)} needs a data_url`);
  }
}

async function options(request: SendRequest, chat: ChatModel): Promise<object> {
  const quoted = request.quoted ? await findAny(chat, request.quoted) : null;
  return {
    messageId: ownKey(chat.id.toString(), request.id),
    linkPreview: false,
    detectMentioned: false,
    markIsRead: false,
    waitForAck: false,
    ...(quoted && { quotedMsg: quoted }),
  };
}

/** Nothing is awaited between the deadline's check and wa-js's send. */
async function dispatch(request: SendRequest, chat: ChatModel): Promise<number> {
  const prepared = await options(request, chat);
  if (Date.now() > request.deadline) throw new BridgeError('timeout', 'deadline passed');
  asked.first(request.id);
  if (request.type === 'text') {
    const sent = await wa('chat.sendTextMessage')(chat.id.toString(), request.text, prepared);
    return sent.ack;
  }
  const { caption, filename } = request;
  const file = request.type === 'ptt' ? { type: 'audio' as const, isPtt: true, waveform: false } : { type: request.type };
  const sent = await wa('chat.sendFileMessage')(chat.id, request.data_url, { ...prepared, ...file, caption, filename });
  return sent.ack;
}

/** Sends under an id chosen beforehand; after a crash or a retry, `lookup` finds it instead of sending twice. */
export async function send(request: SendRequest): Promise<SendResult> {
  check(request);
  requireMain();
  const left = request.deadline - Date.now();
  if (left < 0) throw new BridgeError('timeout', 'deadline passed');
  return within(left, 'the send', sendNow(request));
}

async function sendNow(request: SendRequest): Promise<SendResult> {
  const chat = await resolveChat(request.chat);
  const address = chat.id.toString();
  const found = request.lookup ? ((await findOwn(request.chat, request.id)) ?? (await findOwn(address, request.id))) : null;
  if (found) return { outcome: 'found', chat: found.id.remote.toString(), id: request.id, ack: found.ack ?? 0 };
  const atReturn = await dispatch(request, chat).catch((error: unknown) => {
    // Any other error is the page's, and not about this message: trying again is safe, since its id is looked up first.
    if (!REFUSED.has(waCode(error) ?? '')) throw error;
    throw new BridgeError('refused', textOf(error));
  });
  const ack = stores.messages().get(ownKey(address, request.id))?.ack ?? atReturn;
  if (ack < 0) throw new BridgeError('refused', `WhatsApp refused the message (ack ${ack})`);
  return { outcome: 'sent', chat: address, id: request.id, ack };
}

/** Says whether a message of ours exists, and how far it got. */
export async function lookup(request: { chat: string; id: string }): Promise<LookupResult> {
  checkChat(request.chat);
  checkId(request.id);
  requireMain();
  const found = await within(20_000, 'the lookup', findOwn(request.chat, request.id));
  return { found: found !== null, ack: found?.ack ?? null, chat: found?.id.remote.toString() ?? null };
}
