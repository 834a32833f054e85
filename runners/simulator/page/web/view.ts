import qrcode from 'qrcode-generator';
import type { Session } from './flow/session';
import { Conn, Socket, Stream } from './flow/state';

const TITLES: Record<string, string> = {
  QR: 'Scan this code with a simulated phone',
  MAIN: 'Linked',
  SYNCING: 'Loading your chats…',
  CONFLICT: 'WhatsApp is open in another window',
  TOS_BLOCK: 'This account is not allowed to use WhatsApp',
  DEPRECATED_VERSION: 'Update WhatsApp to continue',
  PROXYBLOCK: 'The connection is blocked',
};

function drawQr(session: Session, target: HTMLElement): void {
  const { staticKey, identityKey, secret } = session.keys;
  const keys = [staticKey, identityKey].map((key) => btoa(String.fromCharCode(...key)));
  const code = qrcode(0, 'M');
  code.addData([Conn.ref, ...keys, secret].join(','));
  code.make();
  target.innerHTML = code.createSvgTag({ cellSize: 4, margin: 2, scalable: true });
}

/** Shows where the session stands, as a person who looks at the page would see it. */
export function watch(session: Session): void {
  const title = document.querySelector('h1');
  const detail = document.querySelector('#detail');
  const qr = document.querySelector<HTMLElement>('#qr');
  if (!title || !detail || !qr) return;
  const render = (): void => {
    title.textContent = TITLES[Stream.mode] ?? Stream.mode;
    const name = Conn.pushname ? `${Conn.pushname} · ` : '';
    detail.textContent = Stream.mode === 'QR' ? (Conn.ref ? '' : 'The code is idle: reload it') : name + Stream.info + ' · ' + Socket.state;
    qr.hidden = Stream.mode !== 'QR' || !Conn.ref;
    if (!qr.hidden) drawQr(session, qr);
  };
  Stream.on('change:mode', render);
  Stream.on('change:info', render);
  Conn.on('change:ref', render);
  render();
}
