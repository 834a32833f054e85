/** What travels between the simulated page and the simulator; the Python side is `simulator/pages.py`. */

export interface WireMedia {
  id: string;
  mimetype: string;
  size: number;
  filename: string | null;
}

export interface WireExtra {
  lat?: number;
  lng?: number;
  name?: string;
  address?: string;
  cards?: { name: string; vcard: string }[];
  question?: string;
  options?: string[];
}

export interface WireMessage {
  id: string;
  chat: string;
  from_me: boolean;
  author: string | null;
  type: string;
  text: string | null;
  time_ms: number;
  ack: number;
  quoted: { id: string; author: string } | null;
  media: WireMedia | null;
  /** A place, contact cards, or a poll. */
  extra: WireExtra | null;
  push_name: string | null;
  revoked: boolean;
  /** Epoch ms at which the phone wrote it; null for what a linked device wrote. */
  phone_at: number | null;
  /** Epoch ms of the newest edit, as the profile keeps it. */
  edited_ms?: number;
  /** Somebody reacted to it, as the profile keeps it. */
  has_reaction?: boolean;
}

export interface WireContact {
  address: string;
  lid: string;
  pn: string | null;
  name: string;
  group?: { subject: string; participants: { id: string; admin: boolean }[] };
}

/** Events of a device's queue: kept by the simulator until the page says `done` with their number. */
export type QueuedEvent =
  | { e: 'message'; message: WireMessage; contact: WireContact; history?: boolean }
  | { e: 'upgrade'; message: WireMessage; contact: WireContact }
  | { e: 'receipt'; chat: string; ids: string[]; ack: number; participant: string | null; time_ms: number }
  | { e: 'reaction'; chat: string; id: string; target_from_me: boolean; from: string; from_me: boolean; emoji: string; time_ms: number }
  | { e: 'vote'; chat: string; id: string; target_from_me: boolean; from: string; from_me: boolean; options: number[]; time_ms: number }
  | { e: 'edit'; chat: string; id: string; from_me: boolean; author: string | null; text: string; time_ms: number }
  | { e: 'revoke'; chat: string; id: string; from_me: boolean; author: string | null; time_ms: number }
  | { e: 'contact'; contact: WireContact }
  | { e: 'read'; chat: string };

export type FromServer =
  | { t: 'ref'; ref: string | null }
  | { t: 'paired'; token: string; me: string; lid: string; name: string }
  | { t: 'welcome'; me: string; lid: string; name: string }
  | { t: 'synced' }
  | { t: 'event'; seq: number; event: QueuedEvent }
  | { t: 'reply'; rid: number; ok: boolean; value?: unknown; code?: string; text?: string }
  | { t: 'typing'; chat: string; from: string; state: string }
  | { t: 'presence'; chat: string; online: boolean }
  | { t: 'link_code_refused' }
  | { t: 'logout'; reason: string }
  | { t: 'block'; mode: string }
  | { t: 'do'; what: 'freeze'; ms: number }
  | { t: 'do'; what: 'crash' | 'hang_sends' | 'reload' | 'update' };

export interface BootSettings {
  ballast: number;
  boot_delay_ms: number;
  storage_broken: boolean;
  reload_after_logout_ms: number;
}
