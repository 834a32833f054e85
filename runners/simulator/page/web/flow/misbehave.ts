import type { FromServer } from '../wire';
import { Stream } from './state';

function freeze(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

/** Makes the renderer die: laying out boxes nested this deep overflows its stack. */
function crash(): void {
  const root = document.createElement('div');
  let deepest = root;
  for (let depth = 0; depth < 20_000; depth += 1) {
    const child = document.createElement('div');
    child.style.display = 'flex';
    deepest.append(child);
    deepest = child;
  }
  document.body.append(root);
  root.getBoundingClientRect();
}

/** What the page fails at until it is loaded anew. */
export const failing = { sends: false };

/** Faults that only the page itself can play. */
export function misbehave(order: Extract<FromServer, { t: 'do' }>): void {
  if (order.what === 'freeze') freeze(order.ms);
  else if (order.what === 'crash') setTimeout(crash, 0);
  else if (order.what === 'hang_sends') failing.sends = true;
  else if (order.what === 'reload') location.reload();
  else Stream.set('needsUpdate', true);
}
