import type { FromServer } from '../wire';

type Waiter = { resolve: (value: unknown) => void; reject: (error: Error) => void };

export class ServerRefusal extends Error {
  constructor(
    readonly code: string,
    text: string,
  ) {
    super(text);
  }
}

/** The page's one WebSocket: frames of one task travel together, requests have numbered replies, a lost socket is redialled. */
export class Connection {
  onFrame: (frame: FromServer) => void = () => undefined;
  onOpen: () => void = () => undefined;
  onClose: () => void = () => undefined;
  private socket?: WebSocket;
  private outgoing: object[] = [];
  private readonly waiters = new Map<number, Waiter>();
  private lastRid = 0;
  private attempts = 0;
  private stopped = false;

  get isOpen(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  dial(): void {
    this.stopped = false;
    const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/ws/web`);
    this.socket = socket;
    socket.onopen = () => {
      this.attempts = 0;
      this.onOpen();
    };
    socket.onmessage = (event) => {
      for (const frame of JSON.parse(String(event.data)) as FromServer[]) this.receive(frame);
    };
    socket.onclose = () => {
      if (this.socket === socket) this.lost();
    };
  }

  /** Closes for good: a conflict or a logout does not redial. */
  stop(): void {
    this.stopped = true;
    this.socket?.close();
  }

  /** Queues a frame; frames written while the socket is down are dropped, since resuming sends what matters again. */
  send(frame: object): void {
    if (!this.isOpen) return;
    if (this.outgoing.push(frame) === 1) queueMicrotask(() => this.flush());
  }

  /**
   * Sends a frame and waits for its reply; rejects with ServerRefusal, or with a plain Error when the socket is lost.
   * `onValue` is called in the reply's turn, before frames that came after it are handled.
   */
  request(frame: object, onValue?: (value: unknown) => void): Promise<unknown> {
    if (!this.isOpen) return Promise.reject(new Error('offline'));
    const rid = ++this.lastRid;
    return new Promise((resolve, reject) => {
      const settle = (value: unknown): void => {
        onValue?.(value);
        resolve(value);
      };
      this.waiters.set(rid, { resolve: settle, reject });
      this.send({ ...frame, rid });
    });
  }

  private flush(): void {
    const frames = this.outgoing;
    this.outgoing = [];
    if (this.isOpen) this.socket?.send(JSON.stringify(frames));
  }

  private receive(frame: FromServer): void {
    if (frame.t !== 'reply') return this.onFrame(frame);
    const waiter = this.waiters.get(frame.rid);
    this.waiters.delete(frame.rid);
    if (frame.ok) waiter?.resolve(frame.value);
    else waiter?.reject(new ServerRefusal(frame.code ?? 'internal', frame.text ?? 'refused'));
  }

  private lost(): void {
    this.outgoing = [];
    for (const waiter of this.waiters.values()) waiter.reject(new Error('offline'));
    this.waiters.clear();
    this.onClose();
    if (this.stopped) return;
    const delay = Math.min(100 * 2 ** this.attempts++, 3000);
    setTimeout(() => !this.stopped && this.dial(), delay * (0.75 + Math.random() / 2));
  }
}
