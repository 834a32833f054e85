import { fromBase64, toBase64 } from '../core/base64';
import { EventEmitter } from '../core/emitter';
import { define } from '../core/loader';
import { createWid } from '../core/wid';
import type { Keys } from '../data/keys';
import type { App } from '../flow/app';
import * as state from '../flow/state';
import { WEB_VERSION } from '../flow/session';

const SOCKET_STATE = Object.fromEntries(
  ['OPENING', 'PAIRING', 'UNPAIRED', 'UNPAIRED_IDLE', 'CONNECTED', 'TIMEOUT', 'CONFLICT', 'UNLAUNCHED', 'PROXYBLOCK', 'TOS_BLOCK', 'SMB_TOS_BLOCK', 'DEPRECATED_VERSION'].map(
    (name) => [name, name],
  ),
);

function defineKeys(keys: Keys): void {
  define('WABase64', { encodeB64: toBase64, decodeB64: fromBase64 });
  define('WAWebSignalStoreApi', {
    waSignalStore: { getRegistrationInfo: () => Promise.resolve({ registrationId: 1, identityKeyPair: { pubKey: keys.identityKey.buffer } }) },
  });
  define('WAWebUserPrefsInfoStore', {
    waNoiseInfo: { get: () => Promise.resolve({ staticKeyPair: { pubKey: keys.staticKey.buffer } }) },
  });
  define('WAWebUserPrefsMultiDevice', {
    getADVSecretKey: () => keys.secret,
    setADVSignedIdentity: () => undefined,
  });
}

function defineMe(app: App): void {
  define('WAWebUserPrefsMeUser', {
    getMaybeMePnUser: () => app.session.meWid(),
    getMaybeMeLidUser: () => app.session.meLid(),
    getMeLidUserOrThrow: () => createWid(app.session.me.lid),
  });
  define('WAWebSocketIsLoggedIn', { isLoggedIn: () => app.session.isLinked });
  define('WAWebCompanionRegUtils', { isRegistered: () => app.session.isLinked });
}

function defineLinking(app: App): void {
  define('WAWebAltDeviceLinkingApi', {
    initializeAltDeviceLinking: () => Promise.resolve(),
    genLinkDeviceCodeForPhoneNumber: (phone: string) => app.connection.request({ t: 'link_code', phone }),
  });
  define('WAWebLinkDeviceEvents', { WAWebLinkDeviceEvents: state.LinkDeviceEvents });
  define('WAWebLogoutReason', {
    getErrorCodeFromLogoutReason: (reason: string) => reason,
    setPrevLogoutReasonCode: () => undefined,
    getPrevLogoutReasonCode: () => null,
  });
}

/** Modules of boot, keys, login and the session's state. */
export function defineBoot(app: App, keys: Keys): void {
  define('WAWebStreamModel', { Stream: state.Stream });
  define('WAWebSocketModel', { Socket: state.Socket });
  define('WAWebConnModel', { Conn: state.Conn });
  define('WAWebCmd', { Cmd: state.Cmd, CmdImpl: state.CmdImpl });
  define('WAWebNetworkStatus', { default: state.NetworkStatus });
  define('WAWebSocketConstants', { SOCKET_STATE });
  define('WAWebBuildConstants', { SANITIZED_VERSION_STR: WEB_VERSION });
  define('WAWebEventEmitter', { default: EventEmitter });
  define('WAWebBackendEventBus', { BackendEventBus: new EventEmitter(), BackendEvent: {} });
  define('WAWebHistorySyncProgress', { getHistorySyncProgressModel: () => ({ realProgress: 100, remainingPausedSeconds: 0 }) });
  defineKeys(keys);
  defineMe(app);
  defineLinking(app);
}
