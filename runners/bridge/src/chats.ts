import type { ChatModel, MsgModel } from './uses';
import { BridgeError, textOf, waCode } from './errors';
import { wa } from './uses';

const CHAT_ID = /^[\d-]{5,40}@(c\.us|lid|g\.us)$/;
const MESSAGE_ID = /^[0-9A-Za-z]{8,64}$/;

/** Takes a chat id as WhatsApp writes it; rejects with `bad_request`. */
export function checkChat(chat: unknown): string {
  if (typeof chat !== 'string' || !CHAT_ID.test(chat)) throw new BridgeError('bad_request', `${String(chat)} is no chat id`);
  return chat;
}

/** Takes a bare message id; rejects with `bad_request`. */
export function checkId(id: unknown): string {
  if (typeof id !== 'string' || !MESSAGE_ID.test(id)) throw new BridgeError('bad_request', `${String(id)} is no message id`);
  return id;
}

/**
 * The address that WhatsApp has for a person; null when there is none. wa-js's query answers null for a failed request
 * too (and remembers it), so a null is asked for again from WhatsApp Web itself, which rejects when it is offline.
 */
export async function queryPerson(address: string): Promise<string | null> {
  const known = await wa('contact.queryWidExists')(address);
  if (known) return known.wid.toString();
  try {
    const asked = await wa('whatsapp.functions.queryWidExists')(wa('whatsapp.WidFactory.createWid')(address));
    return asked?.wid?.toString() ?? null;
  } catch (error) {
    throw new BridgeError('not_ready', `whether ${address} is on WhatsApp could not be asked: ${String(error)}`);
  }
}

/** wa-js's codes for an address that leads to no chat, however often it is asked. */
const NO_CHAT = new Set(['chat_not_found', 'group_not_exist', 'invalid_wid']);

/** The chat of an address, created when the address is on WhatsApp; it may come back under its LID. */
export async function resolveChat(address: string): Promise<ChatModel> {
  if (!wa('chat.get')(address) && !address.endsWith('@g.us') && !(await queryPerson(address))) {
    throw new BridgeError('no_such_chat', `${address} is not on WhatsApp`);
  }
  try {
    return await wa('chat.find')(address);
  } catch (error) {
    // Whatever else goes wrong in the page says nothing of the address: it may go well the next time.
    if (!NO_CHAT.has(waCode(error) ?? '')) throw error;
    throw new BridgeError('no_such_chat', `${address}: ${textOf(error)}`);
  }
}

/** Every address under which messages of a chat may be filed: as given, by number, by LID. */
export async function aliases(address: string): Promise<string[]> {
  if (address.endsWith('@g.us')) return [address];
  const entry = await wa('contact.getPnLidEntry')(address);
  const known = [address, entry.phoneNumber?._serialized, entry.lid?._serialized];
  return [...new Set(known.filter((alias): alias is string => Boolean(alias)))];
}

/** The key of a message of ours: in groups it ends with our LID. */
export function ownKey(chat: string, id: string): string {
  const tail = chat.endsWith('@g.us') ? `_${wa('conn.getMyUserLid')().toString()}` : '';
  return `true_${chat}_${id}${tail}`;
}

/** A message by its whole key; null when neither memory nor the profile has it. */
export async function findMessage(key: string): Promise<MsgModel | null> {
  try {
    return await wa('chat.getMessageById')(key);
  } catch (error) {
    if (['msg_not_found', 'chat_not_found'].includes(waCode(error) ?? '')) return null;
    throw error;
  }
}

/** A message of ours by its bare id, under every alias of the chat. */
export async function findOwn(chat: string, id: string): Promise<MsgModel | null> {
  for (const alias of await aliases(chat)) {
    const found = await findMessage(ownKey(alias, id));
    if (found) return found;
  }
  return null;
}

/** Any message of a chat by its bare id, whoever wrote it. */
export async function findAny(chat: ChatModel, id: string): Promise<MsgModel | null> {
  const loaded = chat.msgs.getModelsArray().find((msg) => msg.id.id === id);
  if (loaded) return loaded;
  for (const alias of await aliases(chat.id.toString())) {
    const found = (await findMessage(`false_${alias}_${id}`)) ?? (await findMessage(ownKey(alias, id)));
    if (found) return found;
  }
  return null;
}
