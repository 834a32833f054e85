import type { Vitals } from './protocol';

const TICK_MS = 1000;

let tickedAt = performance.now();
let worstLag = 0;

function tick(): void {
  const now = performance.now();
  worstLag = Math.max(worstLag, now - tickedAt - TICK_MS);
  tickedAt = now;
}

/** Starts the page's pulse: timers that come late, or no more, tell of an event loop that stands still. */
export function startPulse(): void {
  tickedAt = performance.now();
  setInterval(tick, TICK_MS);
}

/** The pulse since the last call. A stand-still that ended a moment ago is told here before the timer tells it. */
export function pulse(): Pick<Vitals, 'tick_age_ms' | 'lag_ms'> {
  const age = Math.max(0, performance.now() - tickedAt);
  const lag = Math.max(worstLag, age - TICK_MS, 0);
  worstLag = 0;
  return { tick_age_ms: Math.round(age), lag_ms: Math.round(lag) };
}
