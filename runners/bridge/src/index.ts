import { aliases, checkChat, checkId, findAny, queryPerson, resolveChat } from './chats';
import { BridgeError, translated, waCode, within } from './errors';
import { chats, history } from './history';
import { Outbox } from './outbox';
import type { Flotilla, Probe } from './protocol';
import { pulse, startPulse } from './pulse';
import { lookup, send } from './send';
import { currentQr, eventAge, requireMain, status } from './status';
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

async function subscribe(request: { chat: string }): Promise<{ chats: string[] }> {
  requireMain();
  const chat = (await resolveChat(checkChat(request.chat))).id.toString();
  // wa-js rejects nothing: what could not be subscribed to is missing in its answer.
  const done = await within(10_000, 'the subscription', wa('contact.subscribePresence')(chat));
  if (done.length === 0) throw new BridgeError('refused', `WhatsApp Web does not tell who types in ${chat}`);
  return { chats: await aliases(chat) };
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
  if (!(await currentQr())) throw new BridgeError('not_ready', 'the page shows no code to link with');
  return { code: await within(20_000, 'a pairing code', refusable(wa('conn.genLinkDeviceCodeForPhoneNumber')(phone))) };
}

/** WhatsApp gives no code for a number that it does not know, or that asked too often: that is no fault of the page. */
async function refusable(code: Promise<string>): Promise<string> {
  return code.catch((error: unknown) => {
    throw new BridgeError('refused', `WhatsApp gives no code: ${waCode(error) ?? 'refused'}`);
  });
}

/**
 * A query for one's own number goes to WhatsApp's server and back, and leaves no trace with anybody. It is WhatsApp Web's
 * own: wa-js's answers from what it remembers.
 */
async function echo(request: { within_ms: number }): Promise<void> {
  requireMain();
  const me = wa('conn.getMyUserId')();
  if (!me) throw new BridgeError('not_ready', 'the page does not know its own number');
  await within(request.within_ms, 'the echo', wa('whatsapp.functions.queryWidExists')(me));
}

async function logout(): Promise<void> {
  requireMain();
  await within(15_000, 'the logout', wa('conn.logout')());
}

/** wa-js's codes for a file that WhatsApp does not have (any more). */
const NO_FILE = new Set(['media_not_found', 'message_not_contains_media', 'msg_not_found']);

async function media(request: { chat: string; id: string; max_bytes?: number }): Promise<{ data_url: string; mimetype: string }> {
  requireMain();
  const msg = await findAny(await resolveChat(checkChat(request.chat)), checkId(request.id));
  if (!msg) throw new BridgeError('gone', `there is no message ${request.id} in ${request.chat}`);
  const blob = await within(60_000, 'the download', wa('chat.downloadMedia')(msg.id.toString())).catch((error: unknown) => {
    if (NO_FILE.has(waCode(error) ?? '')) throw new BridgeError('gone', 'WhatsApp does not have the file');
    throw error;
  });
  if (blob.size > (request.max_bytes ?? Infinity)) throw new BridgeError('too_large', `the file has ${blob.size} bytes`);
  return { data_url: await wa('util.blobToBase64')(blob), mimetype: blob.type };
}

/** Each look-up goes through all of the page's modules once; between two of them live messages pass. */
async function warm(): Promise<{ missing: string[] }> {
  const found = stores.functions();
  const missing: string[] = [];
  for (const name of warmed) {
    if (typeof found[name] !== 'function') missing.push(name);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  if (!stores.messages()) missing.push('MsgStore');
  return { missing };
}

function uses(): { functions: Record<string, boolean>; events: readonly string[] } {
  const present = Object.entries(functions).map(([name, get]) => [name, typeof get() === 'function'] as const);
  return { functions: Object.fromEntries(present), events };
}

/** Throws when wa-js is not in the page: a bridge that hears nothing must not look alive. */
function start(): void {
  const outbox = new Outbox();
  const probe = async (): Promise<Probe> => ({
    status: await status(),
    vitals: { ...pulse(), backlog: outbox.backlog, event_age_ms: eventAge() },
  });
  startPulse();
  new Watcher(outbox).start();
  window.flotilla = {
    status: translated(status),
    probe: translated(probe),
    echo: translated(echo),
    send: translated(send),
    lookup: translated(lookup),
    typing: translated(typing),
    subscribe: translated(subscribe),
    markRead: translated(markRead),
    exists: translated(exists),
    refreshQr: translated(refreshQr),
    pairingCode: translated(pairingCode),
    logout: translated(logout),
    chats: translated(chats),
    history: translated(history),
    media: translated(media),
    warm: translated(warm),
    taken: (delivery, ok) => outbox.answered(delivery, ok),
    uses,
  };
}

// Injected twice into one document, the bridge starts once.
if (!window.flotilla) start();
