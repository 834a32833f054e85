import type { BridgeEvent, EmittedEvent } from './protocol';

declare global {
  interface Window {
    /** Takes a delivery: its name, a line break, and a batch as JSON. The runner answers by `flotilla.taken`. */
    flotillaEmit?: (delivery: string) => unknown;
  }
}

const MOST_TOGETHER = 200;
const RETRY_MS = { first: 50, most: 2000 };
/** So long the runner may take for a batch, which waits for its queue; then it is taken for one that heard nothing. */
const ANSWER_MS = 120_000;

/**
 * Events on their way to the runner. Those of one task share a numbered batch; batches go in order, and stay until the
 * runner says that it has them, so order holds and nothing is lost while the runner is busy or away.
 */
export class Outbox {
  private readonly batches: EmittedEvent[][] = [];
  private open: EmittedEvent[] | undefined;
  private sending = false;
  private lastBatch = 0;
  private failures = 0;
  private deliveries = 0;
  private waiting: { name: string; done: (ok: boolean) => void } | undefined;
  /** Tells this page's deliveries from those of the page before a reload. */
  private readonly page = `${Date.now()}-${Math.random()}`;
  private readonly channel = new MessageChannel();

  constructor() {
    this.channel.port1.onmessage = () => this.seal();
  }

  /** Queues an event; `at` is now. */
  emit(event: BridgeEvent): void {
    if (!this.open) {
      this.open = [];
      this.lastBatch += 1;
      this.channel.port2.postMessage(null);
    }
    this.open.push({ ...event, batch: this.lastBatch });
  }

  get backlog(): number {
    return this.batches.length + (this.open ? 1 : 0);
  }

  private seal(): void {
    if (this.open) this.batches.push(this.open);
    this.open = undefined;
    void this.drain();
  }

  private async drain(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    while (this.batches.length) {
      // What has gathered while the runner was busy goes together: each call costs more than many events.
      const together = this.batches.slice(0, MOST_TOGETHER);
      if (await this.deliver(together.flat())) this.batches.splice(0, together.length);
      else await new Promise((resolve) => setTimeout(resolve, this.pause()));
    }
    this.sending = false;
  }

  /** The runner's answer to a delivery; one that comes late, or for another page, is passed over. */
  answered(name: string, ok: boolean): void {
    if (this.waiting?.name !== name) return;
    const { done } = this.waiting;
    this.waiting = undefined;
    done(ok);
  }

  private async deliver(batch: EmittedEvent[]): Promise<boolean> {
    const ok = await new Promise<boolean>((done) => this.hand(`${this.page}/${(this.deliveries += 1)}`, batch, done));
    this.failures = ok ? 0 : this.failures + 1;
    if (this.failures === 1) console.warn('flotilla: a batch was not taken and will be emitted again');
    return ok;
  }

  private hand(name: string, batch: EmittedEvent[], done: (ok: boolean) => void): void {
    if (!window.flotillaEmit) return done(false);
    const late = setTimeout(() => this.answered(name, false), ANSWER_MS);
    this.waiting = {
      name,
      done: (ok) => {
        clearTimeout(late);
        done(ok);
      },
    };
    window.flotillaEmit(`${name}\n${JSON.stringify(batch)}`);
  }

  private pause(): number {
    return Math.min(RETRY_MS.first * 2 ** (this.failures - 1), RETRY_MS.most);
  }
}
