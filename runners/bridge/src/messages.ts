import type { MsgModel } from './uses';
import type { Card, Location, Media, MessageSeen, Poll } from './protocol';
import { otherAddress, ownAddresses } from './uses';

/** What the bridge reads of a message beyond wa-js's own types. */
type Raw = Omit<MsgModel, 'vcardList' | 'pollOptions' | 'mentionedJidList'> & {
  phoneAt?: number;
  latestEditSenderTimestampMs?: number;
  filename?: string;
  mimetype?: string;
  size?: number;
  width?: number;
  height?: number;
  duration?: number | string;
  quotedStanzaID?: string;
  lat?: number;
  lng?: number;
  loc?: string;
  vcardFormattedName?: string;
  vcardList?: { displayName?: string; vcard?: string }[];
  pollName?: string;
  pollOptions?: { name: string }[];
  mentionedJidList?: { toString(): string }[];
};

const FILE_TYPES = new Set(['image', 'video', 'audio', 'ptt', 'ptv', 'document', 'sticker']);
/** What these hold in their body is a thumbnail, or what is told of in fields of its own. */
const WORDLESS = new Set(['ciphertext', 'revoked', 'location', 'vcard', 'multi_vcard', 'poll_creation']);

const string = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
const number = (value: unknown): number | undefined => (Number(value) > 0 ? Math.round(Number(value)) : undefined);

function mediaOf(msg: Raw): Media | undefined {
  if (!FILE_TYPES.has(msg.type ?? '')) return undefined;
  const [width, height, seconds] = [number(msg.width), number(msg.height), number(msg.duration)];
  return {
    mimetype: string(msg.mimetype) ?? 'application/octet-stream',
    size: Number(msg.size ?? 0),
    filename: string(msg.filename) ?? null,
    ...(width && { width }),
    ...(height && { height }),
    ...(seconds && { seconds }),
  };
}

/** A file's body is its thumbnail; what people read is its caption. */
function textOf(msg: Raw): string | null {
  if (FILE_TYPES.has(msg.type ?? '')) return string(msg.caption) ?? null;
  return WORDLESS.has(msg.type ?? '') ? null : (string(msg.body) ?? null);
}

/** WhatsApp Web keeps a place's name and address in one text, a line each. */
function locationOf(msg: Raw): Location | undefined {
  if (msg.type !== 'location' || typeof msg.lat !== 'number' || typeof msg.lng !== 'number') return undefined;
  const [name, ...rest] = (string(msg.loc) ?? '').split('\n');
  const address = rest.join(', ');
  return { lat: msg.lat, lng: msg.lng, ...(name && { name }), ...(address && { address }) };
}

function cardsOf(msg: Raw): Card[] | undefined {
  if (msg.type === 'vcard') return [{ name: string(msg.vcardFormattedName) ?? '', vcard: string(msg.body) ?? '' }];
  if (msg.type !== 'multi_vcard') return undefined;
  return (msg.vcardList ?? []).map(({ displayName, vcard }) => ({ name: displayName ?? '', vcard: vcard ?? '' }));
}

function pollOf(msg: Raw): Poll | undefined {
  if (msg.type !== 'poll_creation') return undefined;
  return { question: string(msg.pollName) ?? '', options: (msg.pollOptions ?? []).map(({ name }) => name) };
}

function mentionsMe(msg: Raw): boolean {
  const mine = ownAddresses();
  return (msg.mentionedJidList ?? []).some((who) => mine.has(who.toString()));
}

/** WhatsApp Web's message → the bridge's. */
export function toSeen(model: MsgModel): MessageSeen {
  const msg = model as Raw;
  const chat = msg.id.remote;
  const author = msg.author?.toString();
  const quoted = string(msg.quotedStanzaID);
  const name = string(msg.notifyName);
  const alias = otherAddress(chat);
  const [media, location, cards, poll] = [mediaOf(msg), locationOf(msg), cardsOf(msg), pollOf(msg)];
  return {
    id: msg.id.id,
    chat: chat.toString(),
    ...(alias && { alias }),
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
    ...(chat.isGroup() && mentionsMe(msg) && { mentions_me: true }),
    ...(media && { media }),
    ...(location && { location }),
    ...(cards && { cards }),
    ...(poll && { poll }),
    ...(typeof msg.phoneAt === 'number' && { phone_at: msg.phoneAt }),
    ...(number(msg.latestEditSenderTimestampMs) && { edited_at: number(msg.latestEditSenderTimestampMs) }),
  };
}
