import { BridgeError } from './errors';
import type { Status } from './protocol';
import { storageWorks } from './storage';
import { isFullReady, isInjected, missing, stores, wa } from './uses';

let lastEventAt: number | null = null;

/** Notes that wa-js gave a sign of life. */
export function noteEvent(): void {
  lastEventAt = Date.now();
}

/** Ms since wa-js last gave a sign of life; null before the first. */
export const eventAge = (): number | null => (lastEventAt === null ? null : Math.max(0, Date.now() - lastEventAt));

const UNKNOWN: Omit<Status, 'now' | 'last_event_at' | 'online' | 'storage'> = {
  registered: false,
  authenticated: false,
  main: false,
  stream_mode: null,
  stream_info: null,
  socket_state: null,
  me: null,
  me_lid: null,
  qr: null,
  web_version: '',
  needs_update: false,
  missing: [],
};

/** wa-js calls itself ready at the QR screen too: logged in means registered, and in stream mode MAIN. */
const isMain = (): boolean =>
  isFullReady() && wa('conn.isRegistered')() && String(wa('conn.getStreamData')().mode) === 'MAIN';

/** Rejects with `not_ready` unless messages can flow. */
export function requireMain(): void {
  if (!isMain()) throw new BridgeError('not_ready', 'the session is not logged in and in stream mode MAIN');
}

/** The text of the QR code on show; null when there is none, or when the page only shows one for lack of its storage. */
export async function currentQr(): Promise<string | null> {
  if (!isInjected() || !(await storageWorks())) return null;
  const code = await wa('conn.getAuthCode')();
  return code?.fullCode ?? null;
}

function identity(): Pick<Status, 'me' | 'me_lid'> {
  if (!wa('conn.isRegistered')()) return { me: null, me_lid: null };
  return { me: wa('conn.getMyUserId')()?.toString() ?? null, me_lid: wa('conn.getMyUserLid')()?.toString() ?? null };
}

type Common = Pick<Status, 'storage' | 'last_event_at' | 'now' | 'online'>;

/** Where the session stands. */
export async function status(): Promise<Status> {
  const common = { storage: true, last_event_at: lastEventAt, now: Date.now(), online: navigator.onLine };
  if (!isInjected()) return { ...UNKNOWN, ...common, storage: await storageWorks() };
  try {
    // A page that is registered has read its login: only then is there nothing to ask.
    return await known({ ...common, storage: wa('conn.isRegistered')() || (await storageWorks()) });
  } catch (error) {
    const lacking = missing();
    if (lacking.length === 0) throw error;
    const version = { web_version: stores.version() ?? '', missing: lacking };
    return { ...UNKNOWN, ...common, ...version, storage: await storageWorks() };
  }
}

async function known(common: Common): Promise<Status> {
  const { mode, info } = wa('conn.getStreamData')();
  const main = isMain();
  return {
    registered: wa('conn.isRegistered')(),
    authenticated: wa('conn.isAuthenticated')(),
    main,
    stream_mode: mode ?? null,
    stream_info: info ?? null,
    socket_state: stores.socket()?.state ?? null,
    ...identity(),
    qr: await currentQr(),
    web_version: stores.version() ?? '',
    needs_update: Boolean(wa('conn.needsUpdate')()),
    missing: main ? [] : missing(),
    ...common,
    online: Boolean(wa('conn.isOnline')()),
  };
}
