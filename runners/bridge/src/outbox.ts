import type { BridgeEvent, EmittedEvent } from './protocol';

declare global {
  interface Window {
    flotillaEmit?: (json: string) => Promise<unknown>;
  }
}

const RETRY_MS = { first: 50, most: 2000 };

/**
 * Events on their way to the runner. Those of one task share a numbered batch; batches go one after the other, and one
 * stays until the runner's promise resolves, so order holds and nothing is lost while the runner is busy or away.
 */
export class Outbox {
  private readonly batches: EmittedEvent[][] = [];
  private open: EmittedEvent[] | undefined;
  private sending = false;
  private lastBatch = 0;
  private failures = 0;
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
    for (let batch = this.batches[0]; batch; batch = this.batches[0]) {
      if (await this.deliver(batch)) this.batches.shift();
      else await new Promise((resolve) => setTimeout(resolve, this.pause()));
    }
    this.sending = false;
  }

  private async deliver(batch: EmittedEvent[]): Promise<boolean> {
    try {
      if (!window.flotillaEmit) throw new Error('the runner has not exposed flotillaEmit');
      await window.flotillaEmit(JSON.stringify(batch));
      this.failures = 0;
      return true;
    } catch (error) {
      this.failures += 1;
      if (this.failures === 1) console.warn(`flotilla: batch will be emitted again: ${String(error)}`);
      return false;
    }
  }

  private pause(): number {
    return Math.min(RETRY_MS.first * 2 ** (this.failures - 1), RETRY_MS.most);
  }
}
