import type { ChatModel, MsgModel } from './uses';
import { waCode, within } from './errors';
import { marksOn } from './marks';
import { toSeen } from './messages';
import type { ChatsResult, HistoryRequest, HistoryResult, MessageSeen } from './protocol';
import { requireMain } from './status';
import { wa } from './uses';

async function stored(chat: ChatModel, count: number): Promise<MsgModel[]> {
  try {
    return (await wa('chat.getMessages')(chat.id, { count })) as unknown as MsgModel[];
  } catch (error) {
    if (waCode(error) === 'chat_not_found') return [];
    throw error;
  }
}

/** The last messages of a chat, from the profile and from memory, oldest first, each once. */
async function ofChat(chat: ChatModel, { since_ms, per_chat, least = 0 }: HistoryRequest): Promise<MsgModel[]> {
  const byKey = new Map<string, MsgModel>();
  for (const msg of [...(await stored(chat, per_chat)), ...chat.msgs.getModelsArray()]) byKey.set(msg.id.toString(), msg);
  const all = [...byKey.values()].sort((a, b) => (a.t ?? 0) - (b.t ?? 0));
  const recent = all.filter((msg) => (msg.t ?? 0) * 1000 >= since_ms - 999).length;
  // With a count of 0 nothing is wanted, which slice(-0) would not say.
  const wanted = Math.min(Math.max(recent, least), per_chat);
  return all.slice(all.length - Math.min(wanted, all.length));
}

const all = (): Promise<ChatModel[]> => wa('chat.list')({ ignoreGroupMetadata: true });

/** The chats in which anything was said since then, the newest first. */
export async function chats({ since_ms }: { since_ms: number }): Promise<ChatsResult> {
  requireMain();
  const recent = (await all()).filter((chat) => (chat.t ?? 0) * 1000 >= since_ms - 999);
  return { chats: recent.sort((a, b) => (b.t ?? 0) - (a.t ?? 0)).map((chat) => chat.id.toString()) };
}

/** So long the page may look for a message's marks: the message itself does not wait for them any longer. */
const MARKS_MS = 3_000;

/** A message with what people put on it. One whose marks the page can't tell is told all the same, and counted. */
async function withMarks(msg: MsgModel, result: HistoryResult): Promise<MessageSeen> {
  try {
    return { ...toSeen(msg), ...(await within(MARKS_MS, 'its marks', marksOn(msg))) };
  } catch {
    result.unmarked += 1;
    return toSeen(msg);
  }
}

/** What the page knows of recent messages of some chats. Chats without any are left out. */
export async function history(request: HistoryRequest): Promise<HistoryResult> {
  requireMain();
  const result: HistoryResult = { chats: [], unmarked: 0 };
  for (const address of request.chats) {
    // One after the other: between two chats the page gets to its live messages.
    const chat = wa('chat.get')(address);
    const found = chat ? await ofChat(chat, request) : [];
    const messages = await Promise.all(found.map((msg) => withMarks(msg, result)));
    if (messages.length > 0) result.chats.push({ chat: address, messages });
  }
  return result;
}
