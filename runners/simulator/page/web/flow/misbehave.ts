import type { FromServer } from '../wire';
import { Stream } from './state';

function freeze(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

/** Fills the heap until the renderer dies, which is how a page crashes for want of memory. */
function crash(): void {
  const hoard: number[][] = [];
  for (;;) hoard.push(new Array<number>(100_000_000).fill(0.5));
}

/** Faults that only the page itself can play. */
export function misbehave(order: Extract<FromServer, { t: 'do' }>): void {
  if (order.what === 'freeze') freeze(order.ms);
  else if (order.what === 'crash') setTimeout(crash, 0);
  else if (order.what === 'reload') location.reload();
  else Stream.set('needsUpdate', true);
}
