import { api, watch, type Change, type Phone } from './api';
import { ChatView } from './chat';
import { h } from './dom';
import { prettyNumber } from './format';
import { PhoneView } from './phone';

const SHOWN_AT_FIRST = 4;
const MEMORY = 'simulated-phones-shown';

/** The page with phones side by side. */
class Wall {
  private phones: Phone[] = [];
  private readonly views = new Map<string, PhoneView>();
  private readonly row = h('main.wall', {});
  private readonly picker = h('select', { 'aria-label': 'Show a phone', onchange: () => this.picked() }) as HTMLSelectElement;

  async start(root: HTMLElement): Promise<void> {
    const title = h('div', {}, h('h1', {}, 'Simulated phones'), h('p', {}, 'Scan a bot’s code, then write to it as its customers would.'));
    root.append(h('header.top', {}, title, h('div.tools', {}, this.picker, this.creator())), this.row);
    await this.reload();
    watch((change) => this.changed(change), () => void this.reload());
  }

  private async reload(): Promise<void> {
    this.phones = await api.phones();
    const remembered = JSON.parse(localStorage.getItem(MEMORY) ?? 'null') as string[] | null;
    const shown = remembered ?? this.phones.slice(0, SHOWN_AT_FIRST).map(({ number }) => number);
    for (const number of shown) this.show(number);
    for (const view of this.views.values()) void view.refresh();
    this.renderPicker();
    this.row.querySelector('.nothing')?.remove();
    if (!this.views.size) this.row.append(h('p.nothing', {}, 'No phones yet. Make one with a number and a name.'));
  }

  private show(number: string): void {
    const phone = this.phones.find((candidate) => candidate.number === number);
    if (!phone || this.views.has(number)) return;
    const view = new PhoneView(phone, () => this.phones, () => this.hide(number));
    this.views.set(number, view);
    this.row.append(view.element);
  }

  private hide(number: string): void {
    this.views.get(number)?.element.remove();
    this.views.delete(number);
    this.remember();
  }

  private remember(): void {
    localStorage.setItem(MEMORY, JSON.stringify([...this.views.keys()]));
    this.renderPicker();
  }

  private renderPicker(): void {
    const hidden = this.phones.filter(({ number }) => !this.views.has(number));
    const options = hidden.map((phone) => h('option', { value: phone.number }, `${phone.name} ${prettyNumber(phone.number)}`));
    this.picker.replaceChildren(h('option', { value: '' }, hidden.length ? 'Show a phone…' : 'All phones are shown'), ...options);
    this.picker.toggleAttribute('disabled', !hidden.length);
  }

  private picked(): void {
    this.show(this.picker.value);
    this.remember();
  }

  private creator(): HTMLElement {
    const number = h('input', { placeholder: '+55 11 99999 0000', 'aria-label': 'Number', inputmode: 'tel', required: true }) as HTMLInputElement;
    const name = h('input', { placeholder: 'Name', 'aria-label': 'Name', required: true, maxlength: '100' }) as HTMLInputElement;
    const submit = async (event: Event): Promise<void> => {
      event.preventDefault();
      const phone = await api.createPhone(number.value, name.value);
      number.value = name.value = '';
      this.phones = await api.phones();
      this.show(phone.number);
      this.row.querySelector('.nothing')?.remove();
      this.remember();
    };
    return h('form.creator', { onsubmit: submit }, number, name, h('button.primary', { type: 'submit' }, 'New phone'));
  }

  private changed(change: Change): void {
    if (change.type === 'phones') void this.reload();
    for (const view of this.views.values()) view.changed(change);
  }
}

/** One chat of one phone and nothing around it, for a frame in another page. */
async function embed(root: HTMLElement, number: string, peer: string): Promise<void> {
  document.body.classList.add('embed');
  const phones = await api.phones();
  const phone = phones.find((candidate) => candidate.number === number);
  if (!phone) {
    root.append(h('p.nothing', {}, `No simulated phone has the number ${prettyNumber(number)}.`));
    return;
  }
  const title = phones.find((candidate) => candidate.number === peer)?.name ?? prettyNumber(peer);
  const chat = new ChatView(phone, peer, title, undefined);
  root.append(chat.element);
  watch(
    (change) => {
      if (change.type === 'messages' && change.numbers.includes(number)) void chat.refresh();
      if (change.type === 'typing' && change.number === number && change.from === peer) chat.showTyping(change.state);
    },
    () => void chat.refresh(),
  );
}

/** Phones and chats named in the address: `?number=<n>&with=<m>&embed=1`. */
function start(): void {
  const root = document.querySelector<HTMLElement>('#app');
  const query = new URLSearchParams(location.search);
  const [number, peer] = [query.get('number')?.replace(/\D/g, ''), query.get('with')];
  if (!root) return;
  if (query.get('embed') === '1' && number && peer) void embed(root, number, peer.includes('@') ? peer : peer.replace(/\D/g, ''));
  else void new Wall().start(root);
}

start();
