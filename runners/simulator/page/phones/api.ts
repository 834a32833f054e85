import { toast } from './dom';
import type { Extra, Place } from './extras';

export interface Phone {
  number: string;
  name: string;
  online: boolean;
  addressing: string;
}

export interface Media {
  id: string;
  mimetype: string;
  size: number;
  filename: string | null;
}

export interface Message {
  id: string;
  seq: number;
  from: string;
  to: string;
  from_me: boolean;
  type: string;
  text: string | null;
  ack: number;
  time: string;
  media: Media | null;
  content: Place | { cards: { name: string }[] } | { question: string; options: string[] } | null;
  quoted: string | null;
  edited: boolean;
  revoked: boolean;
  reactions: { number: string; emoji: string }[];
  votes: { number: string; options: string[] }[];
  device: string | null;
  deliveries: number;
}

export interface Chat {
  with: string;
  name: string;
  unread: number;
  last: Message | null;
}

export interface Device {
  id: string | null;
  number: string | null;
  state: string;
  page: string | null;
  qr: string | null;
  link_code: string | null;
  link_number: string | null;
}

export type Change =
  | { type: 'messages'; numbers: string[] }
  | { type: 'typing'; number: string; from: string; chat: string; state: string }
  | { type: 'devices' }
  | { type: 'phones' };

/** Calls the control API; a refusal is shown and thrown. */
async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const init: RequestInit = { method, headers: { Accept: 'application/json' } };
  if (body !== undefined) Object.assign(init, { body: JSON.stringify(body), headers: { ...init.headers, 'Content-Type': 'application/json' } });
  const response = await fetch(path, init);
  const text = await response.text();
  const value = (text ? JSON.parse(text) : undefined) as T & { detail?: string };
  if (!response.ok) {
    toast(value?.detail ?? `${response.status} ${response.statusText}`);
    throw new Error(value?.detail ?? response.statusText);
  }
  return value;
}

const items = async <T>(path: string): Promise<T[]> => (await call<{ items: T[] }>('GET', path)).items;
const at = (number: string): string => `/phones/${encodeURIComponent(number)}`;
const about = (number: string, id: string): string => `${at(number)}/messages/${encodeURIComponent(id)}`;

export const api = {
  phones: () => items<Phone>('/phones'),
  createPhone: (number: string, name: string) => call<Phone>('POST', '/phones', { number, name }),
  changePhone: (number: string, change: Partial<Phone>) => call<Phone>('PATCH', at(number), change),
  chats: (number: string) => items<Chat>(`${at(number)}/chats`),
  messages: (number: string, peer: string) => items<Message>(`${at(number)}/messages?with=${encodeURIComponent(peer)}`),
  write: (number: string, to: string, message: ({ text: string } | { media: object } | Extra) & { quoted?: string }) =>
    call<Message>('POST', `${at(number)}/messages`, { to, ...message }),
  read: (number: string, peer: string) => call<unknown>('POST', `${at(number)}/read`, { with: peer }),
  typing: (number: string, peer: string, state: string) => call<unknown>('POST', `${at(number)}/typing`, { with: peer, state }),
  react: (number: string, peer: string, id: string, emoji: string) =>
    call<unknown>('PUT', `${about(number, id)}/reaction`, { with: peer, emoji }),
  vote: (number: string, peer: string, id: string, options: string[]) =>
    call<unknown>('PUT', `${about(number, id)}/vote`, { with: peer, options }),
  edit: (number: string, peer: string, id: string, text: string) => call<unknown>('PATCH', about(number, id), { with: peer, text }),
  revoke: (number: string, peer: string, id: string) =>
    call<unknown>('DELETE', `${about(number, id)}?with=${encodeURIComponent(peer)}`),
  devices: () => items<Device>('/devices'),
  scan: (number: string, qr: string) => call<unknown>('POST', `${at(number)}/scan`, { qr }),
  link: (number: string, code: string) => call<unknown>('POST', `${at(number)}/link`, { code }),
  unlink: (number: string, device: string) => call<unknown>('DELETE', `${at(number)}/devices/${encodeURIComponent(device)}`),
};

/** Listens to changes; the browser reconnects by itself, and then everything is read anew. */
export function watch(onChange: (change: Change) => void, onReconnect: () => void): void {
  const source = new EventSource('/events');
  let lost = false;
  source.onerror = () => (lost = true);
  source.onopen = () => {
    if (lost) onReconnect();
    lost = false;
  };
  source.onmessage = (event) => onChange(JSON.parse(String(event.data)) as Change);
}
