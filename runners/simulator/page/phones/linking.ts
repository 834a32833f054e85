import qrcode from 'qrcode-generator';
import { api, type Device, type Phone } from './api';
import { button, h } from './dom';

function picture(text: string): HTMLElement {
  const code = qrcode(0, 'L');
  code.addData(text);
  code.make();
  const element = h('div.qr', {});
  element.innerHTML = code.createSvgTag({ scalable: true, margin: 1 });
  return element;
}

/** The phone's "Linked devices": scan a code that a page shows, paste one, or type a pairing code. */
export class LinkingView {
  readonly element: HTMLElement;
  private readonly open = h('div.codes', {});
  private readonly linked = h('ul.linked', {});

  constructor(
    private readonly phone: Phone,
    private readonly onDone: () => void,
  ) {
    const paste = h('textarea', { rows: '3', placeholder: 'Paste the text of a QR code', 'aria-label': 'QR code' }) as HTMLTextAreaElement;
    const code = h('input', { placeholder: 'Pairing code, e.g. ABCD-1234', 'aria-label': 'Pairing code' }) as HTMLInputElement;
    this.element = h(
      'section.linking',
      {},
      h('header', {}, button('‹', 'Back to chats', onDone, '.back'), h('div.who', {}, h('b', {}, 'Linked devices'))),
      h(
        'div.scroll',
        {},
        h('h3', {}, 'Codes on open WhatsApp Web pages'),
        this.open,
        h('h3', {}, 'Or by hand'),
        paste,
        button('Scan', 'Scan the pasted code', () => this.link(api.scan(phone.number, paste.value)), '.primary'),
        code,
        button('Link', 'Link with the pairing code', () => this.link(api.link(phone.number, code.value)), '.primary'),
        h('h3', {}, 'Linked to this phone'),
        this.linked,
      ),
    );
    void this.refresh();
  }

  async refresh(): Promise<void> {
    const devices = await api.devices();
    const waiting = devices.filter((device) => device.qr);
    this.open.replaceChildren(...waiting.map((device) => this.waiting(device)));
    const asked = devices.filter((device) => device.link_code && device.link_number === this.phone.number);
    this.open.append(...asked.map((device) => this.asked(device.link_code ?? '')));
    if (!waiting.length) this.open.append(h('p.empty', {}, 'No page waits for a scan. Start a bot, and its code appears here.'));
    const mine = devices.filter((device) => device.number === this.phone.number);
    this.linked.replaceChildren(...mine.map((device) => this.device(device)));
    if (!mine.length) this.linked.append(h('li.empty', {}, 'None yet.'));
  }

  private waiting(device: Device): HTMLElement {
    const qr = device.qr ?? '';
    const scan = button('Scan', `Scan the code of ${device.page}`, () => this.link(api.scan(this.phone.number, qr)), '.primary');
    return h('div.code', {}, picture(qr), h('small', {}, device.page ?? ''), scan);
  }

  /** WhatsApp tells the phone that a page asks to be linked by a code. */
  private asked(code: string): HTMLElement {
    const shown = `${code.slice(0, 4)}-${code.slice(4)}`;
    const link = button('Link', `Link with the code ${shown}`, () => this.link(api.link(this.phone.number, code)), '.primary');
    return h('div.code', {}, h('b', {}, shown), h('small', {}, 'A page asks for this phone'), link);
  }

  private device(device: Device): HTMLElement {
    const id = device.id ?? '';
    const out = button('Log out', `Log out ${id}`, async () => {
      await api.unlink(this.phone.number, id);
      await this.refresh();
    });
    return h('li', {}, h('span', {}, 'WhatsApp Web', h('small', {}, `${id} · ${device.state}`)), out);
  }

  private async link(linking: Promise<unknown>): Promise<void> {
    await linking;
    this.onDone();
  }
}
