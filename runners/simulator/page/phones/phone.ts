import { api, type Change, type Chat, type Phone } from './api';
import { ChatView } from './chat';
import { button, h } from './dom';
import { clock, hue, prettyNumber } from './format';
import { LinkingView } from './linking';

/** One phone: its chats, the open chat, its linked devices. */
export class PhoneView {
  readonly element = h('article.phone', {});
  private readonly screen = h('div.screen', {});
  private readonly list = h('ul.chats', {});
  private chat: ChatView | undefined;
  private linking: LinkingView | undefined;

  constructor(
    private phone: Phone,
    private readonly phones: () => Phone[],
    onHide: () => void,
  ) {
    const avatar = h('span.avatar', { style: `background:${hue(phone.number)}` }, phone.name.slice(0, 1).toUpperCase());
    const head = h(
      'header.owner',
      {},
      avatar,
      h('div.who', {}, h('b', {}, phone.name), h('small', {}, prettyNumber(phone.number))),
      button('Scan', 'Linked devices: scan a QR code', () => this.showLinking(), '.pill'),
      button('×', 'Hide this phone', onHide, '.icon'),
    );
    this.element.append(head, this.screen);
    this.element.setAttribute('aria-label', `Phone of ${phone.name}`);
    this.showChats();
  }

  /** Reads anew what a change touches. */
  changed(change: Change): void {
    if (change.type === 'devices') void this.linking?.refresh();
    if (change.type === 'messages' && change.numbers.includes(this.phone.number)) void this.refresh();
    if (change.type === 'typing' && change.number === this.phone.number) {
      const peer = change.chat.includes('@') ? change.chat : change.from;
      if (this.chat?.peer === peer) this.chat.showTyping(change.state);
    }
  }

  async refresh(): Promise<void> {
    if (this.chat) await this.chat.refresh();
    else if (!this.linking) await this.refreshChats();
  }

  showChat(peer: string, title: string, withBack = true): void {
    this.chat = new ChatView(this.phone, peer, title, withBack ? () => this.showChats() : undefined);
    this.linking = undefined;
    this.screen.replaceChildren(this.chat.element);
  }

  private showLinking(): void {
    this.chat = undefined;
    this.linking = new LinkingView(this.phone, () => this.showChats());
    this.screen.replaceChildren(this.linking.element);
  }

  private showChats(): void {
    this.chat = this.linking = undefined;
    this.screen.replaceChildren(this.list, this.newChat());
    void this.refreshChats();
  }

  private async refreshChats(): Promise<void> {
    const chats = await api.chats(this.phone.number);
    this.list.replaceChildren(...chats.map((chat) => this.row(chat)));
    if (!chats.length) this.list.append(h('li.empty', {}, 'No chats yet. Write to a number below.'));
  }

  private row(chat: Chat): HTMLElement {
    const last = chat.last;
    const preview = last ? (last.revoked ? 'deleted' : (last.text ?? last.media?.filename ?? last.type)) : '';
    return h(
      'li',
      {},
      h(
        'button.row',
        { type: 'button', onclick: () => this.showChat(chat.with, chat.name) },
        h('span.avatar', { style: `background:${hue(chat.with)}` }, chat.name.slice(0, 1).toUpperCase()),
        h('span.preview', {}, h('b', {}, chat.name), h('small', {}, preview)),
        h('span.side', {}, h('small', {}, last ? clock(last.time) : ''), chat.unread > 0 && h('span.badge', {}, String(chat.unread))),
      ),
    );
  }

  private newChat(): HTMLElement {
    const options = this.phones()
      .filter((other) => other.number !== this.phone.number)
      .map((other) => h('option', { value: other.number }, other.name));
    const id = `numbers-${this.phone.number}`;
    const field = h('input', { list: id, placeholder: 'Number to write to', 'aria-label': 'Number to write to' }) as HTMLInputElement;
    const submit = (event: Event): void => {
      event.preventDefault();
      const number = field.value.replace(/\D/g, '');
      const name = this.phones().find((other) => other.number === number)?.name;
      if (number) this.showChat(number, name ?? prettyNumber(number));
    };
    return h('form.new', { onsubmit: submit }, field, h('datalist', { id }, ...options), h('button.primary', { type: 'submit' }, 'Chat'));
  }
}
