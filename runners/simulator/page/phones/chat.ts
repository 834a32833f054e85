import { api, type Message, type Phone } from './api';
import { bubble, type BubbleActions } from './bubble';
import { button, h } from './dom';
import { extrasMenu } from './extras';
import { prettyNumber } from './format';

const TYPING_EVERY_MS = 3000;
const TYPING_SHOWN_MS = 6000;

function readFile(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'));
    reader.readAsDataURL(file);
  });
}

/** One chat on one phone: the messages, ticks, and a field to write in. */
export class ChatView {
  readonly element: HTMLElement;
  private readonly list = h('div.messages', { role: 'log', 'aria-live': 'polite' });
  private readonly subtitle = h('small', {});
  private readonly hint = h('div.hint', { hidden: true });
  private readonly input = h('textarea', {
    rows: '1',
    placeholder: 'Message',
    'aria-label': 'Message',
    oninput: () => this.typed(),
    onkeydown: (event: KeyboardEvent) => this.key(event),
  }) as HTMLTextAreaElement;
  private readonly extras = h('div.extras', {});
  private readonly actions: BubbleActions;
  private messages: Message[] = [];
  private quoting: Message | undefined;
  private editing: Message | undefined;
  private lastTyped = 0;
  private typingTimer?: ReturnType<typeof setTimeout>;
  private shown = '';

  constructor(
    private readonly phone: Phone,
    readonly peer: string,
    title: string,
    onBack: (() => void) | undefined,
  ) {
    const head = h(
      'header',
      {},
      onBack && button('‹', 'Back to chats', onBack, '.back'),
      h('div.who', {}, h('b', {}, title), this.subtitle),
    );
    this.actions = this.makeActions();
    this.element = h('section.chat', {}, head, this.list, this.hint, this.extras, this.composer());
    this.subtitle.textContent = peer.includes('@') ? 'group' : prettyNumber(peer);
    void this.refresh();
  }

  /** Reads the conversation anew; what is on screen becomes read. */
  async refresh(): Promise<void> {
    this.messages = await api.messages(this.phone.number, this.peer);
    const text = JSON.stringify(this.messages);
    if (text === this.shown) return;
    this.shown = text;
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 80;
    this.list.replaceChildren(...this.messages.map((message) => this.bubble(message)));
    if (!this.messages.length) this.list.append(h('p.empty', {}, 'No messages yet. Say hello.'));
    if (atEnd || this.messages.at(-1)?.from_me) this.scrollToEnd();
    if (document.visibilityState === 'visible' && this.messages.some((m) => !m.from_me && m.ack < 3)) {
      await api.read(this.phone.number, this.peer);
    }
  }

  /** Pictures grow once they are loaded, so the end is found again then. */
  private scrollToEnd(): void {
    const jump = (): void => void (this.list.scrollTop = this.list.scrollHeight);
    jump();
    for (const image of this.list.querySelectorAll('img')) image.addEventListener('load', jump);
  }

  /** Shows that the other side types. */
  showTyping(state: string): void {
    clearTimeout(this.typingTimer);
    const rest = this.peer.includes('@') ? 'group' : prettyNumber(this.peer);
    this.subtitle.textContent = state === 'composing' ? 'typing…' : state === 'recording' ? 'recording…' : rest;
    this.subtitle.classList.toggle('active', state !== 'paused');
    if (state !== 'paused') this.typingTimer = setTimeout(() => this.showTyping('paused'), TYPING_SHOWN_MS);
  }

  private bubble(message: Message): HTMLElement {
    const quoted = this.messages.find((candidate) => candidate.id === message.quoted);
    return bubble(message, quoted, this.peer.includes('@'), this.actions);
  }

  private makeActions(): BubbleActions {
    const { number } = this.phone;
    return {
      me: number,
      reply: (message) => this.setHint('Reply to', message, { quoting: message }),
      edit: (message) => this.setHint('Edit', message, { editing: message }),
      react: (message, emoji) => {
        const mine = message.reactions.find((one) => one.number === number)?.emoji;
        void api.react(number, this.peer, message.id, mine === emoji ? '' : emoji);
      },
      revoke: (message) => void api.revoke(number, this.peer, message.id),
      vote: (message, options) => void api.vote(number, this.peer, message.id, options),
    };
  }

  private composer(): HTMLElement {
    const file = h('input', { type: 'file', hidden: true, onchange: () => void this.sendFile(file) }) as HTMLInputElement;
    const submit = (event: Event): void => {
      event.preventDefault();
      void this.send();
    };
    return h(
      'form.composer',
      { onsubmit: submit },
      button('+', 'Send a file', () => file.click(), '.round'),
      file,
      extrasMenu(this.extras, (extra) => api.write(this.phone.number, this.peer, { ...extra, ...this.quote() })),
      this.input,
      h('button.round.send', { type: 'submit', 'aria-label': 'Send' }, '➤'),
    );
  }

  private setHint(what: string, message: Message, mode: { quoting?: Message; editing?: Message }): void {
    this.quoting = mode.quoting;
    this.editing = mode.editing;
    if (mode.editing) this.input.value = message.text ?? '';
    const text = `${what}: ${message.text ?? message.type}`;
    this.hint.replaceChildren(h('span', {}, text), button('×', 'Cancel', () => this.clearHint()));
    this.hint.hidden = false;
    this.input.focus();
  }

  private clearHint(): void {
    this.quoting = this.editing = undefined;
    this.hint.hidden = true;
  }

  private key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void this.send();
  }

  private typed(): void {
    this.input.style.height = 'auto';
    this.input.style.height = `${Math.min(this.input.scrollHeight, 120)}px`;
    if (Date.now() - this.lastTyped < TYPING_EVERY_MS) return;
    this.lastTyped = Date.now();
    void api.typing(this.phone.number, this.peer, 'composing');
  }

  private async send(): Promise<void> {
    const text = this.input.value.trim();
    if (!text) return;
    const { editing } = this;
    if (editing) await api.edit(this.phone.number, this.peer, editing.id, text);
    else await api.write(this.phone.number, this.peer, { text, ...this.quote() });
    this.input.value = '';
    this.input.style.height = 'auto';
    this.lastTyped = 0;
    this.clearHint();
    void api.typing(this.phone.number, this.peer, 'paused');
  }

  private async sendFile(field: HTMLInputElement): Promise<void> {
    const [file] = field.files ?? [];
    field.value = '';
    if (!file) return;
    const caption = this.input.value.trim();
    const media = { data_url: await readFile(file), filename: file.name, ...(caption && { caption }) };
    await api.write(this.phone.number, this.peer, { media, ...this.quote() });
    this.input.value = '';
    this.clearHint();
  }

  private quote(): { quoted?: string } {
    return this.quoting ? { quoted: this.quoting.id } : {};
  }
}
