import { BridgeError } from './errors';
import type { Status } from './protocol';
import { isFullReady, isInjected, stores, wa } from './uses';

let lastEventAt: number | null = null;

/** Notes that wa-js gave a sign of life. */
export function noteEvent(): void {
  lastEventAt = Date.now();
}

const UNKNOWN: Omit<Status, 'now' | 'last_event_at' | 'online'> = {
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
};

/** wa-js calls itself ready at the QR screen too: logged in means registered, and in stream mode MAIN. */
const isMain = (): boolean =>
  isFullReady() && wa('conn.isRegistered')() && String(wa('conn.getStreamData')().mode) === 'MAIN';

/** Rejects with `not_ready` unless messages can flow. */
export function requireMain(): void {
  if (!isMain()) throw new BridgeError('not_ready', 'the session is not logged in and in stream mode MAIN');
}

/** The text of the QR code on show; null when there is none. */
export async function currentQr(): Promise<string | null> {
  if (!isInjected()) return null;
  const code = await wa('conn.getAuthCode')();
  return code?.fullCode ?? null;
}

function identity(): Pick<Status, 'me' | 'me_lid'> {
  if (!wa('conn.isRegistered')()) return { me: null, me_lid: null };
  return { me: wa('conn.getMyUserId')()?.toString() ?? null, me_lid: wa('conn.getMyUserLid')()?.toString() ?? null };
}

/** Where the session stands. */
export async function status(): Promise<Status> {
  const common = { last_event_at: lastEventAt, now: Date.now(), online: navigator.onLine };
  if (!isInjected()) return { ...UNKNOWN, ...common };
  const { mode, info } = wa('conn.getStreamData')();
  return {
    registered: wa('conn.isRegistered')(),
    authenticated: wa('conn.isAuthenticated')(),
    main: isMain(),
    stream_mode: mode ?? null,
    stream_info: info ?? null,
    socket_state: stores.socket()?.state ?? null,
    ...identity(),
    qr: await currentQr(),
    web_version: stores.version() ?? '',
    needs_update: Boolean(wa('conn.needsUpdate')()),
    ...common,
    online: Boolean(wa('conn.isOnline')()),
  };
}
