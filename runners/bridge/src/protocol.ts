/** The bridge's protocol: what the runner calls, and what the page emits. The runner's `protocol.py` mirrors it. */

export type ErrorCode = 'not_ready' | 'no_such_chat' | 'refused' | 'timeout' | 'bad_request' | 'internal';

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
  web_version: string;
  needs_update: boolean;
  online: boolean;
  /** Epoch ms of the last event from wa-js. */
  last_event_at: number | null;
  /** Epoch ms in the page: a stale one means a frozen page. */
  now: number;
}

export interface Media {
  mimetype: string;
  /** Bytes. */
  size: number;
  filename: string | null;
}

export interface MessageSeen {
  /** The bare id. */
  id: string;
  chat: string;
  from: string;
  to: string;
  /** In groups: who wrote it. */
  author?: string;
  from_me: boolean;
  /** `text`, `image`, `video`, `audio`, `ptt`, `document`, `sticker`, `location`, `vcard`, `poll_creation`, `ciphertext`, `revoked`, … */
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
  media?: Media;
  /** Epoch ms at which a simulated phone wrote it. */
  phone_at?: number;
}

/** `from_me` of an edit, a deletion or a reaction tells whose message it is about. An empty emoji takes a reaction back. */
export type BridgeEvent = { at: number } & (
  | { kind: 'qr'; qr: string | null }
  | ({ kind: 'state' } & Status)
  | { kind: 'logout'; reason: string | null }
  | { kind: 'message'; message: MessageSeen }
  | { kind: 'ack'; chat: string; ids: string[]; ack: number }
  | { kind: 'edited'; chat: string; id: string; from_me: boolean; text: string | null }
  | { kind: 'revoked'; chat: string; id: string; from_me: boolean }
  | { kind: 'reaction'; chat: string; id: string; from_me: boolean; from: string; emoji: string }
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
}

export interface HistoryResult {
  chats: { chat: string; messages: MessageSeen[] }[];
}

/** `window.flotilla`. An error's message is `code: text`. */
export interface Flotilla {
  status(): Promise<Status>;
  send(request: SendRequest): Promise<SendResult>;
  lookup(request: { chat: string; id: string }): Promise<LookupResult>;
  typing(request: { chat: string; ms: number }): Promise<void>;
  markRead(request: { chat: string }): Promise<void>;
  exists(request: { number: string }): Promise<{ chat: string | null }>;
  refreshQr(): Promise<{ qr: string | null }>;
  pairingCode(request: { phone: string }): Promise<{ code: string }>;
  logout(): Promise<void>;
  history(request: HistoryRequest): Promise<HistoryResult>;
  /** A media message's file as a data URL. */
  media(request: { chat: string; id: string }): Promise<{ data_url: string; mimetype: string }>;
  /** Does the look-ups that the first send would have to wait for. */
  warm(): Promise<{ missing: string[] }>;
}
