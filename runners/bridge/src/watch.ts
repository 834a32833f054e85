import type { MsgModel } from './uses';
import { chosen, madeAt } from './marks';
import { toSeen } from './messages';
import type { Outbox } from './outbox';
import type { BridgeEvent } from './protocol';
import { Seen } from './seen';
import { isAsked } from './send';
import { currentQr, noteEvent, status } from './status';
import { events, isInjected, listen, stores } from './uses';

const KEPT = 20_000;
const TYPING: Record<string, 'composing' | 'recording' | 'paused'> = {
  composing: 'composing',
  typing: 'composing',
  recording: 'recording',
  recording_audio: 'recording',
  paused: 'paused',
};

/** Which message a key is of. */
const about = (key: MsgModel['id']): { chat: string; id: string; from_me: boolean } => ({
  chat: key.remote.toString(),
  id: key.id,
  from_me: key.fromMe,
});

type Unstamped = BridgeEvent extends infer E ? (E extends BridgeEvent ? Omit<E, 'at'> : never) : never;

/** Turns what wa-js and the page's stores announce into events for the runner. */
export class Watcher {
  private readonly messages = new Seen(KEPT);
  private readonly acks = new Seen(KEPT);
  private readonly lastSaid = new Map<string, string>();
  private stateAsked = false;
  private logoutReason: string | null = null;

  constructor(private readonly outbox: Outbox) {}

  /** Listens at once, and to the stores as soon as wa-js has found them. */
  start(): void {
    for (const name of events) listen(name, () => noteEvent());
    this.listenToSession();
    this.listenToMessages();
    this.whenInjected(() => this.attach());
  }

  private emit(event: Unstamped): void {
    this.outbox.emit({ ...event, at: Date.now() });
  }

  private whenInjected(act: () => void): void {
    if (isInjected()) act();
    else setTimeout(() => this.whenInjected(act), 20);
  }

  private listenToSession(): void {
    listen('conn.auth_code_change', () => void currentQr().then((qr) => this.sayQr(qr)));
    listen('conn.logout_reason', (reason) => (this.logoutReason = String(reason)));
    listen('conn.logout', () => this.emit({ kind: 'logout', reason: this.logoutReason }));
    listen('conn.link_code_change', (code) => this.emit({ kind: 'pairing_code', code }));
    // wa-js's own listeners to this event start a task later.
    listen('loader.full_ready', () => setTimeout(() => void this.sayState(), 0));
    for (const name of events) if (name.startsWith('conn.')) listen(name, () => void this.sayState());
  }

  private listenToMessages(): void {
    listen('chat.new_message', (msg) => this.sayMessage(msg));
    listen('chat.msg_ack_change', ({ chat, ids, ack }) => this.sayAcks(chat.toString(), ids.map((key) => key.id), ack));
    listen('chat.msg_edited', ({ msg }) => this.sayEdited(msg));
    listen('chat.msg_revoke', ({ refId }) => this.emit({ kind: 'revoked', ...about(refId) }));
    listen('chat.new_reaction', ({ msgId, sender, reactionText, timestamp }) =>
      this.emit({ kind: 'reaction', ...about(msgId), from: sender.toString(), emoji: reactionText, ...madeAt(timestamp) }),
    );
    listen('chat.poll_response', ({ msgId, sender, selectedOptions, timestamp }) =>
      this.emit({ kind: 'vote', ...about(msgId), from: sender.toString(), options: chosen(selectedOptions), ...madeAt(timestamp) }),
    );
    listen('chat.presence_change', ({ id, state, isOnline }) => {
      const typing = TYPING[state];
      if (typing) this.emit({ kind: 'typing', chat: id.toString(), state: typing });
      else this.emit({ kind: 'presence', chat: id.toString(), online: isOnline });
    });
  }

  /** wa-js hooks the stores a little after it found them: what came before is told from the stores themselves. */
  private attach(): void {
    const messages = stores.messages();
    // wa-js drops a message when one of its helpers fails on it (a quote it cannot resolve); the store itself never does.
    messages.on('add', (msg: MsgModel) => msg.isNewMsg && queueMicrotask(() => this.sayMessage(msg)));
    messages.on('change:ack', (msg: MsgModel) => this.ackChanged(msg));
    messages.on('change:type', (msg: MsgModel) => this.typeChanged(msg));
    stores.socket().on('change:state', () => void this.sayState());
    void this.sayState();
    void currentQr().then((qr) => qr && this.sayQr(qr));
    this.sweep();
    setTimeout(() => this.sweep(), 100);
  }

  /** Tells messages that arrived in this page's life and were not told yet. */
  private sweep(): void {
    for (const msg of stores.messages().getModelsArray()) if (msg.isNewMsg) this.sayMessage(msg);
  }

  private sayMessage(msg: MsgModel): void {
    // Each send would bring an event that says nothing new; its acks tell how far it got.
    if (msg.id.fromMe && isAsked(msg.id.id)) return;
    const message = toSeen(msg);
    if (this.messages.first(`${message.from_me}_${message.chat}_${message.id}_${message.type}`)) this.emit({ kind: 'message', message });
  }

  /** A placeholder that became readable; one from before a restart is not watched by wa-js. */
  private typeChanged(msg: MsgModel): void {
    if (msg.type !== 'revoked') this.sayMessage(msg);
  }

  private ackChanged(msg: MsgModel): void {
    const ack = Number(msg.ack ?? 0);
    if (msg.id.fromMe && ack !== 0) this.sayAcks(msg.id.remote.toString(), [msg.id.id], ack);
  }

  private sayAcks(chat: string, ids: string[], ack: number): void {
    const fresh = ids.filter((id) => this.acks.first(`${id}_${ack}`));
    if (fresh.length) this.emit({ kind: 'ack', chat, ids: fresh, ack });
  }

  private sayEdited(msg: MsgModel): void {
    this.emit({ kind: 'edited', ...about(msg.id), text: toSeen(msg).text });
  }

  private sayQr(qr: string | null): void {
    if (this.isNews('qr', qr)) this.emit({ kind: 'qr', qr });
  }

  /** Several things change in one task when the session moves on: the runner hears of the outcome. */
  private async sayState(): Promise<void> {
    if (this.stateAsked) return;
    this.stateAsked = true;
    await Promise.resolve();
    this.stateAsked = false;
    const now = await status();
    const { now: _now, last_event_at: _last, ...lasting } = now;
    if (this.isNews('state', lasting)) this.emit({ kind: 'state', ...now });
  }

  private isNews(what: string, value: unknown): boolean {
    const text = JSON.stringify(value);
    if (this.lastSaid.get(what) === text) return false;
    this.lastSaid.set(what, text);
    return true;
  }
}
