import type { ChatModel, MsgModel } from './uses';
import { waCode } from './errors';
import { toSeen } from './messages';
import type { HistoryRequest, HistoryResult, MessageSeen } from './protocol';
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
async function ofChat(chat: ChatModel, { since_ms, per_chat }: HistoryRequest): Promise<MessageSeen[]> {
  const byKey = new Map<string, MsgModel>();
  for (const msg of [...(await stored(chat, per_chat)), ...chat.msgs.getModelsArray()]) byKey.set(msg.id.toString(), msg);
  const recent = [...byKey.values()].filter((msg) => (msg.t ?? 0) * 1000 >= since_ms - 999);
  recent.sort((a, b) => (a.t ?? 0) - (b.t ?? 0));
  return recent.slice(-per_chat).map(toSeen);
}

/** What the page knows of recent messages, for reconciliation. Chats without any are left out. */
export async function history(request: HistoryRequest): Promise<HistoryResult> {
  requireMain();
  const chats = await wa('chat.list')({ ignoreGroupMetadata: true });
  const found = await Promise.all(
    chats.map(async (chat) => ({ chat: chat.id.toString(), messages: await ofChat(chat, request) })),
  );
  return { chats: found.filter(({ messages }) => messages.length > 0) };
}
