import { EventEmitter } from '../core/emitter';
import { Model } from '../core/model';
import type { Wid } from '../core/wid';

/** Where the session stands, for the page and for wa-js. */
export class StreamModel extends Model {
  declare mode: string;
  declare info: string;
  declare needsUpdate?: boolean;
  declare available?: boolean;
  onAvailability: (available: boolean) => void = () => undefined;

  markAvailable(): void {
    this.onAvailability(true);
  }
  markUnavailable(): void {
    this.onAvailability(false);
  }
}

export class SocketModel extends Model {
  declare state: string;
  declare stream: string;
  onLogout: () => void = () => undefined;
  onTakeover: () => void = () => undefined;

  initConn(): void {
    // The simulated page dials by itself; wa-js recognises the socket by this method.
  }
  poke(): void {
    this.onTakeover();
  }
  takeover(): void {
    this.onTakeover();
  }
  logout(): void {
    this.onLogout();
  }
}

export class ConnModel extends Model {
  declare ref?: string;
  declare connected: boolean;
  declare wid?: Wid;
  declare pushname?: string;
  declare platform?: string;
  declare isSMB?: boolean;
}

export class NetworkStatusModel extends Model {
  declare online: boolean;

  checkOnline(): Promise<void> {
    return Promise.resolve();
  }
}

/** The page's command bus. */
export class CmdImpl extends EventEmitter {
  isMainLoaded = false;
  onRefreshQr: () => void = () => undefined;
  onRevoke: (list: unknown[]) => Promise<void> = () => Promise.resolve();
  onDelete: (list: unknown[]) => Promise<void> = () => Promise.resolve();

  refreshQR(): void {
    this.onRefreshQr();
  }
  sendRevokeMsgs(_chat: unknown, messages: { list: unknown[] } | unknown[]): Promise<void> {
    return this.onRevoke(Array.isArray(messages) ? messages : messages.list);
  }
  sendDeleteMsgs(_chat: unknown, messages: { list: unknown[] } | unknown[]): Promise<void> {
    return this.onDelete(Array.isArray(messages) ? messages : messages.list);
  }
}

export class LinkDeviceEventsClass extends EventEmitter {
  triggerRefreshAltLinkingCode(): void {
    this.trigger('link_device_events:refresh_alt_linking_code');
  }
}

export const Stream = new StreamModel({ mode: 'SYNCING', info: 'OPENING', needsUpdate: undefined });
export const Socket = new SocketModel({ state: 'OPENING', stream: 'DISCONNECTED' });
export const Conn = new ConnModel({ ref: undefined, connected: false, platform: 'android', isSMB: false });
export const NetworkStatus = new NetworkStatusModel({ online: true });
export const Cmd = new CmdImpl();
export const LinkDeviceEvents = new LinkDeviceEventsClass();

/** Sets stream and socket together: they describe one thing from two sides. */
export function setState(mode: string, info: string, socket: string): void {
  Socket.set({ state: socket, stream: socket === 'CONNECTED' ? 'CONNECTED' : 'DISCONNECTED' });
  Stream.set({ info });
  Stream.set({ mode });
}
