import type { Media, Message } from './api';
import { button, h } from './dom';
import { extraView } from './extras';
import { clock, prettyNumber, size } from './format';

export interface BubbleActions {
  reply: (message: Message) => void;
  react: (message: Message, emoji: string) => void;
  edit: (message: Message) => void;
  revoke: (message: Message) => void;
  vote: (message: Message, options: string[]) => void;
  me: string;
}

const TICKS: Record<number, [string, string]> = {
  0: ['◷', 'waiting'],
  1: ['✓', 'sent'],
  2: ['✓✓', 'delivered'],
  3: ['✓✓', 'read'],
  4: ['✓✓', 'played'],
};

function ticks(message: Message): HTMLElement | null {
  if (!message.from_me || message.revoked) return null;
  const [sign, label] = TICKS[message.ack] ?? ['!', 'failed'];
  return h(`span.ticks.${label}`, { 'aria-label': label, title: label }, sign);
}

function mediaView(media: Media, type: string): HTMLElement {
  const src = `/media/${encodeURIComponent(media.id)}`;
  if (type === 'image' || type === 'sticker') return h('img.media', { src, alt: media.filename ?? 'image' });
  if (type === 'video') return h('video.media', { src, controls: true, preload: 'metadata' });
  if (type === 'audio' || type === 'ptt') return h('audio.media', { src, controls: true, preload: 'metadata' });
  return h('a.file', { href: src, target: '_blank', rel: 'noopener' }, `📄 ${media.filename ?? 'file'}`, h('small', {}, size(media.size)));
}

function menu(message: Message, actions: BubbleActions): HTMLElement {
  const row = h('div.menu', {}, button('↩', 'Reply', () => actions.reply(message)));
  for (const emoji of ['👍', '❤️', '😂']) row.append(button(emoji, `React ${emoji}`, () => actions.react(message, emoji)));
  if (message.from_me && message.type === 'text') row.append(button('✎', 'Edit', () => actions.edit(message)));
  if (message.from_me) row.append(button('🗑', 'Delete for everyone', () => actions.revoke(message)));
  return row;
}

function content(message: Message, quoted: Message | undefined, actions: BubbleActions): (Node | null)[] {
  if (message.revoked) return [h('em', {}, 'This message was deleted')];
  return [
    quoted ? h('blockquote', {}, quoted.text ?? quoted.media?.filename ?? quoted.type) : null,
    message.media ? mediaView(message.media, message.type) : null,
    extraView(message, (option, chosen) => actions.vote(message, chosen ? [] : [option]), actions.me),
    message.text ? h('span.text', {}, message.text) : null,
  ];
}

/** One message as a bubble. Clicking it shows what can be done with it. */
export function bubble(message: Message, quoted: Message | undefined, group: boolean, actions: BubbleActions): HTMLElement {
  const side = message.from_me ? 'mine' : 'theirs';
  const notes = [message.edited && 'edited', message.device && 'WhatsApp Web', message.deliveries > 1 && `delivered ${message.deliveries}×`];
  const meta = h('span.meta', {}, [...notes.filter(Boolean), clock(message.time)].join(' · '), ticks(message));
  const reactions = message.reactions.map(({ emoji }) => emoji).join('');
  const element = h(
    `div.bubble.${side}`,
    { 'data-id': message.id, tabindex: '0' },
    group && !message.from_me && h('strong', {}, prettyNumber(message.from)),
    ...content(message, quoted, actions),
    meta,
    reactions && h('span.reactions', {}, reactions),
  );
  if (message.deliveries > 1) element.classList.add('repeated');
  if (!message.revoked) element.append(menu(message, actions));
  return element;
}
