const USER_SERVERS = new Set(['c.us', 'lid']);

/** WhatsApp's address: `user@server`, where the server says what kind of thing it is. */
export class Wid {
  readonly user: string;
  readonly server: string;
  readonly _serialized: string;

  constructor(serialized: string) {
    const [user = '', server = 'c.us'] = serialized.split('@');
    this.user = user.split(':')[0] ?? user;
    this.server = server === 's.whatsapp.net' ? 'c.us' : server;
    this._serialized = `${this.user}@${this.server}`;
  }

  toString(): string {
    return this._serialized;
  }

  toJSON(): string {
    return this._serialized;
  }

  toJid(): string {
    return this.server === 'c.us' ? `${this.user}@s.whatsapp.net` : this._serialized;
  }

  equals(other: unknown): boolean {
    return other !== null && other !== undefined && Wid.text(other) === this._serialized;
  }

  isSameAccount(other: unknown): boolean {
    return this.equals(other);
  }

  isUser(): boolean {
    return USER_SERVERS.has(this.server);
  }

  isLid(): boolean {
    return this.server === 'lid';
  }

  isGroup(): boolean {
    return this.server === 'g.us';
  }

  isBroadcast(): boolean {
    return this.server === 'broadcast';
  }

  isStatus(): boolean {
    return this._serialized === 'status@broadcast';
  }

  isStatusV3(): boolean {
    return this.isStatus();
  }

  isNewsletter(): boolean {
    return this.server === 'newsletter';
  }

  isBot(): boolean {
    return this.server === 'bot';
  }

  isPSA(): boolean {
    return false;
  }

  isServer(): boolean {
    return this.server === 'server';
  }

  static text(value: unknown): string {
    return typeof value === 'string' ? value : ((value as { _serialized?: string } | null)?._serialized ?? '');
  }

  static equals(a: unknown, b: unknown): boolean {
    return Wid.text(a) === Wid.text(b);
  }

  static isXWid(server: string, value: unknown): boolean {
    return Wid.text(value).endsWith(`@${server}`);
  }

  static isWid(value: unknown): boolean {
    return Wid.text(value).includes('@');
  }

  static isUser(value: unknown): boolean {
    return Wid.isXWid('c.us', value) || Wid.isXWid('lid', value);
  }

  static isLid(value: unknown): boolean {
    return Wid.isXWid('lid', value);
  }

  static isGroup(value: unknown): boolean {
    return Wid.isXWid('g.us', value);
  }

  static isBroadcast(value: unknown): boolean {
    return Wid.isXWid('broadcast', value);
  }

  static isStatus(value: unknown): boolean {
    return Wid.text(value) === 'status@broadcast';
  }

  static isStatusV3(value: unknown): boolean {
    return Wid.isStatus(value);
  }
}

const interned = new Map<string, Wid>();

/** The one Wid for an address: `5511…`, `5511…@c.us`, `…@lid`, `…@g.us`. */
export function createWid(value: string | Wid): Wid {
  if (value instanceof Wid) return value;
  const wid = new Wid(value);
  const known = interned.get(wid._serialized);
  if (known) return known;
  interned.set(wid._serialized, wid);
  return wid;
}
