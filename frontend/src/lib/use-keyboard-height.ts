import { useSyncExternalStore } from 'react'

/** Less than this is a browser's own bar that comes and goes. */
const LEAST_PX = 80

function height(): number {
  const { visualViewport: seen } = window
  // Zoomed in, the page is seen in part, and no keyboard is to blame.
  if (!seen || seen.scale > 1.01) return 0
  const hidden = Math.round(window.innerHeight - seen.height)
  return hidden >= LEAST_PX ? hidden : 0
}

/**
 * How much of the page an on-screen keyboard covers, in px. 0 where the browser makes the page smaller by itself, as the
 * viewport's `interactive-widget` asks it to; Safari lays the keyboard over the page.
 */
export function useKeyboardHeight(): number {
  return useSyncExternalStore((listener) => {
    window.visualViewport?.addEventListener('resize', listener)
    return () => window.visualViewport?.removeEventListener('resize', listener)
  }, height)
}
