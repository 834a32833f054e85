import { toBase64 } from '../core/base64';
import { importNamespace } from '../core/loader';
import { createWid, type Wid } from '../core/wid';
import type { Database } from '../data/database';
import { saveCredentials, type Credentials, type Keys } from '../data/keys';
import type { Me } from '../data/records';
import type { BootSettings, FromServer } from '../wire';
import type { Connection } from './connection';
import { misbehave } from './misbehave';
import { Cmd, Conn, LinkDeviceEvents, NetworkStatus, Socket, Stream, setState } from './state';

export const WEB_VERSION = '2.3000.1045000000';

/** The life of a linked device: QR code, pairing, main, offline, conflict, logout. */
export class Session {
  /** Called whenever the device is in contact with the servers as itself, and again after each reconnect. */
  onResumed: () => void = () => undefined;
  private ended = false;

  constructor(
    readonly db: Database,
    readonly keys: Keys,
    private readonly connection: Connection,
    private readonly settings: BootSettings,
    private credentials: Credentials | undefined,
  ) {
    connection.onOpen = () => this.hello();
    connection.onClose = () => this.offline();
    Socket.onLogout = () => connection.send({ t: 'logout' });
    Socket.onTakeover = () => this.takeover();
    Cmd.onRefreshQr = () => connection.send({ t: 'refresh_ref' });
    Stream.onAvailability = (available) => connection.send({ t: 'presence', available });
  }

  get isLinked(): boolean {
    return this.credentials !== undefined;
  }

  get me(): Me {
    if (!this.credentials) throw new Error('this device is not linked');
    return { pn: this.credentials.me, lid: this.credentials.lid };
  }

  meWid(): Wid | undefined {
    return this.credentials && createWid(this.credentials.me);
  }

  meLid(): Wid | undefined {
    return this.credentials && createWid(this.credentials.lid);
  }

  start(): void {
    setState('SYNCING', 'OPENING', 'OPENING');
    this.connection.dial();
  }

  receive(frame: FromServer): void {
    if (frame.t === 'ref') this.showRef(frame.ref);
    else if (frame.t === 'paired') void this.paired(frame);
    else if (frame.t === 'welcome') this.welcomed(frame);
    else if (frame.t === 'synced') this.main();
    else if (frame.t === 'logout') void this.loggedOut(frame.reason);
    else if (frame.t === 'block') this.blocked(frame.mode);
    else if (frame.t === 'link_code_refused') LinkDeviceEvents.trigger('link_device_events:error_alt_linking');
    else if (frame.t === 'do') misbehave(frame);
  }

  private hello(): void {
    const { staticKey, identityKey, secret } = this.keys;
    this.connection.send({
      t: 'hello',
      version: WEB_VERSION,
      token: this.credentials?.token ?? null,
      keys: [toBase64(staticKey), toBase64(identityKey), secret],
    });
    if (this.isLinked) setState(Stream.mode, Stream.mode === 'MAIN' ? 'RESUMING' : 'SYNCING', 'PAIRING');
    NetworkStatus.set('online', true);
  }

  private showRef(ref: string | null): void {
    Conn.set('ref', ref ?? undefined);
    setState('QR', 'NORMAL', ref ? 'UNPAIRED' : 'UNPAIRED_IDLE');
  }

  private async paired(frame: Extract<FromServer, { t: 'paired' }>): Promise<void> {
    setState('QR', 'PAIRING', 'PAIRING');
    const credentials = { token: frame.token, me: frame.me, lid: frame.lid, name: frame.name };
    await saveCredentials(this.db, credentials);
    this.credentials = credentials;
    Conn.set({ ref: undefined, connected: true });
    setState('SYNCING', 'SYNCING', 'PAIRING');
    this.connection.send({ t: 'paired_ok' });
  }

  private welcomed(frame: { me: string; name: string }): void {
    Conn.set({ ref: undefined, connected: true, wid: createWid(frame.me), pushname: frame.name });
    this.connection.send({ t: 'ready' });
  }

  private main(): void {
    setState('MAIN', 'NORMAL', 'CONNECTED');
    NetworkStatus.set('online', true);
    Socket.set('hasSynced', true);
    if (!Cmd.isMainLoaded) {
      Cmd.isMainLoaded = true;
      Cmd.trigger('main_loaded');
    }
    this.onResumed();
  }

  private offline(): void {
    if (this.ended || Stream.mode === 'CONFLICT') return;
    NetworkStatus.set('online', false);
    setState(Stream.mode, 'OFFLINE', 'OPENING');
  }

  private blocked(mode: string): void {
    setState(mode, 'NORMAL', mode);
    this.connection.stop();
  }

  private takeover(): void {
    if (this.connection.isOpen || this.ended) return;
    setState('SYNCING', 'OPENING', 'OPENING');
    this.connection.dial();
  }

  private async loggedOut(reason: string): Promise<void> {
    this.ended = true;
    this.connection.stop();
    this.credentials = undefined;
    Conn.set({ connected: false });
    const reasons = importNamespace('WAWebLogoutReason') as { getErrorCodeFromLogoutReason: (reason: string) => unknown };
    reasons.getErrorCodeFromLogoutReason(reason);
    await this.db.clear();
    setState('QR', 'OFFLINE', 'UNPAIRED');
    Cmd.trigger('logout');
    // WhatsApp Web leaves the page after a logout; listeners have this long to tell of it.
    setTimeout(() => location.replace('/?post_logout=1'), this.settings.reload_after_logout_ms);
  }
}
