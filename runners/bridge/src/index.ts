import { checkChat, checkId, findAny, queryPerson, resolveChat } from './chats';
import { BridgeError, translated, within } from './errors';
import { history } from './history';
import { Outbox } from './outbox';
import type { Flotilla } from './protocol';
import { lookup, send } from './send';
import { currentQr, requireMain, status } from './status';
import { events, functions, isReady, stores, wa, warmed } from './uses';
import { Watcher } from './watch';

declare global {
  interface Window {
    flotilla?: Flotilla & { uses: () => { functions: Record<string, boolean>; events: readonly string[] } };
  }
}

const READY_MS = 5000;
const NUMBER = /^\d{7,15}$/;

/** The QR code is on show a moment before wa-js calls itself ready. */
async function ready(): Promise<void> {
  for (const until = Date.now() + READY_MS; !isReady(); ) {
    if (Date.now() > until) throw new BridgeError('not_ready', 'the page is still loading');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function typing(request: { chat: string; ms: number }): Promise<void> {
  requireMain();
  const chat = await resolveChat(checkChat(request.chat));
  await wa('chat.markIsComposing')(chat.id);
  if (request.ms > 0) setTimeout(() => void wa('chat.markIsPaused')(chat.id), request.ms);
}

async function markRead(request: { chat: string }): Promise<void> {
  requireMain();
  const chat = await resolveChat(checkChat(request.chat));
  await wa('chat.markIsRead')(chat.id);
}

async function exists(request: { number: string }): Promise<{ chat: string | null }> {
  requireMain();
  const number = String(request.number).replace(/\D/g, '');
  if (!NUMBER.test(number)) throw new BridgeError('bad_request', `${request.number} is no phone number`);
  return { chat: await within(20_000, 'the query', queryPerson(`${number}@c.us`)) };
}

async function refreshQr(): Promise<{ qr: string | null }> {
  await ready();
  const code = await within(10_000, 'a new code', wa('conn.refreshQR')());
  return { qr: code?.fullCode ?? (await currentQr()) };
}

async function pairingCode(request: { phone: string }): Promise<{ code: string }> {
  const phone = String(request.phone).replace(/\D/g, '');
  if (!NUMBER.test(phone)) throw new BridgeError('bad_request', `${request.phone} is no phone number`);
  await ready();
  return { code: await within(20_000, 'a pairing code', wa('conn.genLinkDeviceCodeForPhoneNumber')(phone)) };
}

async function logout(): Promise<void> {
  requireMain();
  await within(15_000, 'the logout', wa('conn.logout')());
}

async function media(request: { chat: string; id: string }): Promise<{ data_url: string; mimetype: string }> {
  requireMain();
  const msg = await findAny(await resolveChat(checkChat(request.chat)), checkId(request.id));
  if (!msg) throw new BridgeError('bad_request', `there is no message ${request.id} in ${request.chat}`);
  const blob = await within(60_000, 'the download', wa('chat.downloadMedia')(msg.id.toString()));
  return { data_url: await wa('util.blobToBase64')(blob), mimetype: blob.type };
}

/** Each look-up goes through all of the page's modules once. */
function warm(): Promise<{ missing: string[] }> {
  const found = stores.functions();
  const missing: string[] = warmed.filter((name) => typeof found[name] !== 'function');
  if (!stores.messages()) missing.push('MsgStore');
  return Promise.resolve({ missing });
}

function uses(): { functions: Record<string, boolean>; events: readonly string[] } {
  const present = Object.entries(functions).map(([name, get]) => [name, typeof get() === 'function'] as const);
  return { functions: Object.fromEntries(present), events };
}

/** Throws when wa-js is not in the page: a bridge that hears nothing must not look alive. */
function start(): void {
  new Watcher(new Outbox()).start();
  window.flotilla = {
    status: translated(status),
    send: translated(send),
    lookup: translated(lookup),
    typing: translated(typing),
    markRead: translated(markRead),
    exists: translated(exists),
    refreshQr: translated(refreshQr),
    pairingCode: translated(pairingCode),
    logout: translated(logout),
    history: translated(history),
    media: translated(media),
    warm: translated(warm),
    uses,
  };
}

// Injected twice into one document, the bridge starts once.
if (!window.flotilla) start();
