/** The bridge's protocol: what the runner calls, and what the page emits. The runner's `protocol/` mirrors it. */

/** `gone`: WhatsApp has the file no more; `too_large`: it is larger than the caller takes. */
export type ErrorCode = 'not_ready' | 'no_such_chat' | 'refused' | 'timeout' | 'bad_request' | 'gone' | 'too_large' | 'internal';

export interface Status {
  /** Credentials are in the profile. */
  registered: boolean;
  authenticated: boolean;
  /** Logged in, in stream mode MAIN, and wa-js hears everything: the only proof that messages flow. */
  main: boolean;
  stream_mode: string | null;
  stream_info: string | null;
  socket_state: string | null;
  /** `<number>@c.us` */
  me: string | null;
  /** `<lid>@lid` */
  me_lid: string | null;
  /** Text of the QR code on show. */
  qr: string | null;
  /** WhatsApp Web's own version. */
  web_version: string;
  /** WhatsApp Web asks to be loaded anew, for a newer version of itself. */
  needs_update: boolean;
  /** While the page is not up: what the bridge needs of it and wa-js does not find. */
  missing: string[];
  online: boolean;
  /** The profile's storage opens. Without it nothing that is said of a login counts. */
  storage: boolean;
  /** Epoch ms of the last event from wa-js. */
  last_event_at: number | null;
  /** Epoch ms in the page: a stale one means a frozen page. */
  now: number;
}

/** The page's pulse; times in ms. */
export interface Vitals {
  /** Since the event loop last turned. */
  tick_age_ms: number;
  /** The longest that the event loop stood still since the last probe. */
  lag_ms: number;
  /** Batches of events that the runner has not taken yet. */
  backlog: number;
  /** Since wa-js last gave a sign of life; null before the first. */
  event_age_ms: number | null;
}

export interface Probe {
  status: Status;
  vitals: Vitals;
}

export interface Media {
  mimetype: string;
  /** Bytes. */
  size: number;
  filename: string | null;
  width?: number;
  height?: number;
  /** How long it plays. */
  seconds?: number;
}

export interface Location {
  lat: number;
  lng: number;
  name?: string;
  address?: string;
}

export interface Card {
  name: string;
  vcard: string;
}

export interface Poll {
  question: string;
  options: string[];
}

/** Who put which emoji on a message, and when (epoch ms). */
export interface Reaction {
  from: string;
  emoji: string;
  at: number;
}

/** Who chose what in a poll, and when (epoch ms); no options take the vote back. */
export interface Vote {
  from: string;
  options: string[];
  at: number;
}

export interface MessageSeen {
  /** The bare id. */
  id: string;
  chat: string;
  /** The person's other address, where the page knows it: the LID of a number, the number of a LID. */
  alias?: string;
  from: string;
  to: string;
  /** In groups: who wrote it. */
  author?: string;
  from_me: boolean;
  /** `text`, `image`, `video`, `audio`, `ptt`, `document`, `sticker`, `location`, `vcard`, `multi_vcard`, `poll_creation`, `ciphertext`, `revoked`, … */
  type: string;
  /** Text, or a file's caption. */
  text: string | null;
  /** Epoch seconds. */
  t: number;
  ack: number;
  /** Bare id of the message it answers. */
  quoted?: string;
  push_name?: string;
  is_group: boolean;
  /** In groups: it speaks to us, by mention. */
  mentions_me?: boolean;
  media?: Media;
  location?: Location;
  cards?: Card[];
  poll?: Poll;
  /** Epoch ms at which a simulated phone wrote it. */
  phone_at?: number;
  /** Epoch ms at which its author last edited it, where the page knows it. */
  edited_at?: number;
  /** Of the past alone: what people put on it. */
  reactions?: Reaction[];
  votes?: Vote[];
}

/**
 * `made_at`: when the mark was made (epoch ms), by the clock of whoever made it; the page's past dates it the same.
 * `from_me` of an edit, a deletion or a reaction tells whose message it is about. An empty emoji takes a reaction back.
 * A message that this page was asked to `send` is no event: its answer and its acks tell of it.
 */
export type BridgeEvent = { at: number } & (
  | { kind: 'qr'; qr: string | null }
  | ({ kind: 'state' } & Status)
  | { kind: 'logout'; reason: string | null }
  | { kind: 'message'; message: MessageSeen }
  | { kind: 'ack'; chat: string; ids: string[]; ack: number }
  | { kind: 'edited'; chat: string; id: string; from_me: boolean; text: string | null }
  | { kind: 'revoked'; chat: string; id: string; from_me: boolean }
  | { kind: 'reaction'; chat: string; id: string; from_me: boolean; from: string; emoji: string; made_at?: number }
  | { kind: 'vote'; chat: string; id: string; from_me: boolean; from: string; options: string[]; made_at?: number }
  | { kind: 'typing'; chat: string; state: 'composing' | 'recording' | 'paused' }
  | { kind: 'presence'; chat: string; online: boolean }
  | { kind: 'pairing_code'; code: string | null }
);

/** Each event carries the number of its batch: a batch that is emitted again keeps its number. */
export type EmittedEvent = BridgeEvent & { batch: number };

interface SendCommon {
  chat: string;
  /** The bare id, chosen beforehand. */
  id: string;
  quoted?: string;
  /** Epoch ms; later than this nothing is sent. */
  deadline: number;
  /** Look the id up first, and send nothing when it is found. */
  lookup?: boolean;
}

export type FileType = 'image' | 'video' | 'audio' | 'ptt' | 'document' | 'sticker';

export type SendRequest =
  | (SendCommon & { type: 'text'; text: string })
  | (SendCommon & { type: FileType; data_url: string; caption?: string; filename?: string });

export interface SendResult {
  outcome: 'sent' | 'found';
  /** The chat as resolved: it may have moved to its LID. */
  chat: string;
  id: string;
  ack: number;
}

export interface LookupResult {
  found: boolean;
  ack: number | null;
  chat: string | null;
}

export interface HistoryRequest {
  /** Epoch ms. */
  since_ms: number;
  per_chat: number;
  /** The newest so many of each chat, however old. */
  least?: number;
  /** Of these chats. */
  chats: string[];
}

/** The newest first. */
export interface ChatsResult {
  chats: string[];
}

export interface HistoryResult {
  /** Messages whose reactions or votes the page could not tell. */
  unmarked: number;
  chats: { chat: string; messages: MessageSeen[] }[];
}

/** `window.flotilla`. An error's message is `code: text`. */
export interface Flotilla {
  status(): Promise<Status>;
  probe(): Promise<Probe>;
  /** Asks WhatsApp's server something harmless; rejects with `timeout` when it does not answer. */
  echo(request: { within_ms: number }): Promise<void>;
  send(request: SendRequest): Promise<SendResult>;
  lookup(request: { chat: string; id: string }): Promise<LookupResult>;
  typing(request: { chat: string; ms: number }): Promise<void>;
  /** Has WhatsApp tell when somebody types in the chat, from now on; returns every address under which it may do so. */
  subscribe(request: { chat: string }): Promise<{ chats: string[] }>;
  markRead(request: { chat: string }): Promise<void>;
  exists(request: { number: string }): Promise<{ chat: string | null }>;
  refreshQr(): Promise<{ qr: string | null }>;
  pairingCode(request: { phone: string }): Promise<{ code: string }>;
  logout(): Promise<void>;
  /** The chats in which anything was said since then. */
  chats(request: { since_ms: number }): Promise<ChatsResult>;
  history(request: HistoryRequest): Promise<HistoryResult>;
  /** A media message's file as a data URL; rejects with `gone` or `too_large`. */
  media(request: { chat: string; id: string; max_bytes?: number }): Promise<{ data_url: string; mimetype: string }>;
  /** Does the look-ups that the first send would have to wait for. */
  warm(): Promise<{ missing: string[] }>;
  /** The runner's answer to a delivery of events: all of it is safe, or is to be delivered again. */
  taken(delivery: string, ok: boolean): void;
}
