type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | boolean | ((event: never) => unknown) | undefined>;

/** Makes an element. Texts become text nodes, so nothing that people write is ever read as HTML. */
export function h(tag: string, attributes: Attributes = {}, ...children: Child[]): HTMLElement {
  const [name = 'div', ...classes] = tag.split('.');
  const element = document.createElement(name || 'div');
  element.classList.add(...classes);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key.slice(2), value as EventListener);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return element;
}

/** A button with a name for people who cannot see its sign. */
export function button(sign: string, label: string, act: () => unknown, classes = ''): HTMLElement {
  return h(`button${classes}`, { type: 'button', 'aria-label': label, title: label, onclick: () => void act() }, sign);
}

/** Shows a sentence for a few seconds at the foot of the page. */
export function toast(text: string): void {
  const note = h('div.toast', { role: 'status' }, text);
  document.body.append(note);
  setTimeout(() => note.remove(), 5000);
}
