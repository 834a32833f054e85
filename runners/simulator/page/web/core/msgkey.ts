import { createWid, type Wid } from './wid';

interface KeyParts {
  id: string;
  fromMe?: boolean;
  remote?: Wid | string;
  from?: Wid;
  to?: Wid;
  participant?: Wid | string | null;
  selfDir?: 'in' | 'out';
}

/** A message's key: `<fromMe>_<chat>_<id>[_<participant>]`. */
export class MsgKey {
  readonly fromMe: boolean;
  readonly remote: Wid;
  readonly id: string;
  readonly participant: Wid | undefined;
  readonly _serialized: string;

  constructor(parts: KeyParts) {
    // wa-js recognises this class by the next line's text.
    if (!parts) throw new Error('MsgKey error: obj is null/undefined');
    this.fromMe = parts.fromMe ?? parts.selfDir === 'out';
    const remote = parts.remote ?? (this.fromMe ? parts.to : parts.from);
    if (!remote) throw new Error('MsgKey error: no remote');
    this.remote = createWid(remote);
    this.id = parts.id;
    this.participant = parts.participant ? createWid(parts.participant) : undefined;
    const tail = this.participant ? `_${this.participant._serialized}` : '';
    this._serialized = `${this.fromMe}_${this.remote._serialized}_${this.id}${tail}`;
  }

  toString(): string {
    return this._serialized;
  }

  equals(other: unknown): boolean {
    return other instanceof MsgKey && other._serialized === this._serialized;
  }

  clone(): MsgKey {
    return new MsgKey(this);
  }

  static fromString(text: string): MsgKey {
    const [fromMe, remote, id, participant] = text.split('_');
    if (!remote || !id || (fromMe !== 'true' && fromMe !== 'false')) throw new Error(`MsgKey error: ${text} is no key`);
    return new MsgKey({ fromMe: fromMe === 'true', remote, id, participant });
  }

  static newId(): Promise<string> {
    const bytes = crypto.getRandomValues(new Uint8Array(9));
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return Promise.resolve(`3EB0${hex.toUpperCase()}`);
  }
}
