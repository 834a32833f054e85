import type { Attributes } from '../core/model';
import { Msg, type Chat } from '../core/models';
import type { Database } from '../data/database';
import { addMessage, contentOf, keyFor, saveMessage, wireType, type Me } from '../data/records';
import { MsgStore } from '../data/stores';
import type { WireMedia, WireMessage } from '../wire';
import { ServerRefusal, type Connection } from './connection';
import { failing } from './misbehave';

export interface SendResult {
  messageSendResult: 'OK' | 'ERROR_NETWORK' | 'ERROR_UNKNOWN';
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Own message → wire and record. */
export function toWire(msg: Msg, media: WireMedia | null): WireMessage {
  const raw = msg.attributes;
  return {
    id: msg.id.id,
    chat: msg.id.remote.toString(),
    from_me: true,
    author: msg.id.participant?.toString() ?? null,
    type: wireType(msg.type),
    text: media ? (msg.caption ?? null) : raw.type === 'chat' ? text(raw.body) : null,
    time_ms: Date.now(),
    ack: 0,
    quoted: raw.quotedStanzaID
      ? { id: text(raw.quotedStanzaID) ?? '', author: String(raw.quotedParticipant) }
      : null,
    media,
    extra: contentOf(raw),
    push_name: null,
    revoked: false,
    phone_at: null,
  };
}

/** What the page sends. A message is on disk before it goes out, and goes out again after a reconnect until it has an ack. */
export class Outbound {
  constructor(
    private readonly db: Database,
    private readonly connection: Connection,
    private readonly me: () => Me,
    private readonly stored: Set<string>,
  ) {}

  /** WhatsApp Web's addAndSendMsgToChat: resolves to [stored, sent] promises. */
  addAndSend(chat: Chat, raw: Attributes, media: WireMedia | null = null): [Promise<Msg>, Promise<SendResult>] {
    if (failing.sends) return [new Promise(() => {}), new Promise(() => {})];
    const msg = new Msg(raw);
    const known = MsgStore.get(msg.id);
    const message = toWire(known ?? msg, media);
    chat.msgs.add(known ?? msg);
    MsgStore.add(known ?? msg);
    chat.set({ lastReceivedKey: msg.id, t: msg.t });
    const stored = this.store(message).then(() => known ?? msg);
    return [stored, stored.then(() => this.transmit(message, known ?? msg, false))];
  }

  /** Sends what has no ack yet again, under its id: after a reconnect or a restart of the browser. */
  async resendPending(): Promise<void> {
    const pending = await this.db.all<WireMessage>('pending');
    pending.sort((a, b) => a.time_ms - b.time_ms);
    for (const message of pending) {
      const msg = MsgStore.get(keyFor(message)) ?? addMessage(message, this.me(), false);
      void this.transmit(message, msg, true);
    }
  }

  private async store(message: WireMessage): Promise<void> {
    this.stored.add(keyFor(message).toString());
    void this.db.put('pending', message.id, message);
    await saveMessage(this.db, message);
  }

  private async transmit(message: WireMessage, msg: Msg, resend: boolean): Promise<SendResult> {
    try {
      await this.connection.request({ t: 'send', message, resend }, (reply) =>
        this.settle(message, (reply as { ack: number }).ack, msg),
      );
      return { messageSendResult: 'OK' };
    } catch (error) {
      if (!(error instanceof ServerRefusal)) return { messageSendResult: 'ERROR_NETWORK' };
      this.settle(message, -1, msg);
      return { messageSendResult: 'ERROR_UNKNOWN' };
    }
  }

  private settle(message: WireMessage, ack: number, msg: Msg): void {
    msg.updateAck(ack);
    void this.db.put('pending', message.id, undefined);
    void saveMessage(this.db, { ...message, ack: msg.ack });
  }
}
