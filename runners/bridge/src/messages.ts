import type { MsgModel } from './uses';
import type { Media, MessageSeen } from './protocol';

/** What the bridge reads of a message beyond wa-js's own types. */
type Raw = MsgModel & { phoneAt?: number; filename?: string; mimetype?: string; size?: number; quotedStanzaID?: string };

const FILE_TYPES = new Set(['image', 'video', 'audio', 'ptt', 'document', 'sticker']);

const string = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

function mediaOf(msg: Raw): Media | undefined {
  if (!FILE_TYPES.has(msg.type ?? '')) return undefined;
  return {
    mimetype: string(msg.mimetype) ?? 'application/octet-stream',
    size: Number(msg.size ?? 0),
    filename: string(msg.filename) ?? null,
  };
}

/** A file's body is its thumbnail; what people read is its caption. */
function textOf(msg: Raw): string | null {
  if (FILE_TYPES.has(msg.type ?? '')) return string(msg.caption) ?? null;
  return msg.type === 'ciphertext' || msg.type === 'revoked' ? null : (string(msg.body) ?? null);
}

/** WhatsApp Web's message → the bridge's. */
export function toSeen(model: MsgModel): MessageSeen {
  const msg = model as Raw;
  const chat = msg.id.remote;
  const author = msg.author?.toString();
  const quoted = string(msg.quotedStanzaID);
  const name = string(msg.notifyName);
  const media = mediaOf(msg);
  return {
    id: msg.id.id,
    chat: chat.toString(),
    from: msg.from?.toString() ?? '',
    to: msg.to?.toString() ?? '',
    ...(author && { author }),
    from_me: msg.id.fromMe,
    type: msg.type === 'chat' ? 'text' : (msg.type ?? 'unknown'),
    text: textOf(msg),
    t: msg.t ?? 0,
    ack: msg.ack ?? 0,
    ...(quoted && { quoted }),
    ...(name && { push_name: name }),
    is_group: chat.isGroup(),
    ...(media && { media }),
    ...(typeof msg.phoneAt === 'number' && { phone_at: msg.phoneAt }),
  };
}
