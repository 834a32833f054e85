import type { Message } from './api';
import { button, h } from './dom';

export interface Place {
  lat: number;
  lng: number;
  name?: string;
  address?: string;
}

export type Extra = { location: Place } | { contact: { name: string; phone: string } } | { poll: { question: string; options: string[] } };

type Values = Record<string, string>;

interface Kind {
  title: string;
  fields: [name: string, label: string, value: string][];
  make: (values: Values) => Extra;
}

const lines = (text = ''): string[] => text.split('\n').map((line) => line.trim()).filter(Boolean);

const KINDS: Kind[] = [
  {
    title: 'Location',
    fields: [['lat', 'Latitude', '-8.0631'], ['lng', 'Longitude', '-34.8711'], ['name', 'Name of the place', 'Sample square']],
    make: ({ lat, lng, name }) => ({ location: { lat: Number(lat), lng: Number(lng), ...(name && { name }) } }),
  },
  {
    title: 'Contact',
    fields: [['name', 'Name', 'Sample Person'], ['phone', 'Number', '+55 81 99999-0000']],
    make: ({ name = '', phone = '' }) => ({ contact: { name, phone } }),
  },
  {
    title: 'Poll',
    fields: [['question', 'Question', 'When?'], ['options', 'Options, one a line', 'Morning\nAfternoon']],
    make: ({ question = '', options }) => ({ poll: { question, options: lines(options) } }),
  },
];

function field([name, label, value]: Kind['fields'][number]): HTMLElement {
  const input = name === 'options' ? h('textarea', { name, rows: '3', required: true }) : h('input', { name, required: true });
  (input as HTMLInputElement).value = value;
  return h('label', {}, label, input);
}

function form(kind: Kind, send: (extra: Extra) => Promise<unknown>, close: () => void): HTMLElement {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.target as HTMLFormElement)) as Values;
    void send(kind.make(values)).then(close, () => undefined);
  };
  const end = h('div.ends', {}, button('Cancel', 'Cancel', close), h('button.primary', { type: 'submit' }, `Send ${kind.title.toLowerCase()}`));
  return h('form', { 'aria-label': kind.title, onsubmit: submit }, ...kind.fields.map(field), end);
}

/** What a phone sends beside texts and files. `anchor` is where the menu and its forms appear. */
export function extrasMenu(anchor: HTMLElement, send: (extra: Extra) => Promise<unknown>): HTMLElement {
  const close = (): void => anchor.replaceChildren();
  const choices = (): HTMLElement[] =>
    KINDS.map((kind) => button(kind.title, kind.title, () => anchor.replaceChildren(form(kind, send, close)), '.choice'));
  return button('⋯', 'Send a location, contact or poll', () => (anchor.childElementCount ? close() : anchor.replaceChildren(...choices())), '.round');
}

/** A place, cards or a poll as they look in a bubble. `vote` takes one option, or none to take the vote back. */
export function extraView(message: Message, vote: (option: string, chosen: boolean) => void, me: string): HTMLElement | null {
  const { content } = message;
  if (!content) return null;
  if ('lat' in content) return h('span.text', {}, `📍 ${[content.name, content.address, `${content.lat}, ${content.lng}`].filter(Boolean).join(' · ')}`);
  if ('cards' in content) return h('span.text', {}, content.cards.map(({ name }) => `👤 ${name}`).join('\n'));
  const mine = message.votes.find(({ number }) => number === me)?.options ?? [];
  const option = (text: string): HTMLElement => {
    const count = message.votes.filter(({ options }) => options.includes(text)).length;
    const chosen = mine.includes(text);
    return button(`${chosen ? '◉' : '○'} ${text}${count ? ` (${count})` : ''}`, `Vote ${text}`, () => vote(text, chosen), '.option');
  };
  return h('div.poll', {}, h('b', {}, content.question), ...content.options.map(option));
}
