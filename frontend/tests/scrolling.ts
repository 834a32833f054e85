import { act } from '@testing-library/react'
import { vi } from 'vitest'

/** Lets jsdom's window scroll as far as its lists are high: what has no layout has no height of its own. To be called before each test; returns what undoes it after it. */
export function makeScrollable(): () => void {
  vi.spyOn(document.documentElement, 'scrollHeight', 'get').mockImplementation(() =>
    [...document.querySelectorAll('ul')].reduce((sum, list) => sum + (Number.parseFloat(list.style.height) || 0), 0),
  )
  // Each list is the first thing of its page.
  vi.spyOn(HTMLUListElement.prototype, 'getBoundingClientRect').mockImplementation(() => new DOMRect(0, -window.scrollY))
  vi.spyOn(window, 'scrollTo').mockImplementation((to?: ScrollToOptions | number) => {
    if (typeof to !== 'object' || !setScroll(to.top ?? 0)) return
    // As in a browser, who scrolls hears of it with the next frame.
    requestAnimationFrame(() => act(tell))
  })
  setScroll(0)
  // Files share a worker's page.
  return () => void setScroll(0)
}

/** Scrolls the page, as a person does; no further than it goes. In pixels from its beginning. */
export function scroll(top: number): void {
  act(() => {
    if (setScroll(top)) tell()
  })
}

/** Puts the page there; returns whether it was elsewhere. */
function setScroll(top: number): boolean {
  const before = window.scrollY
  const end = Math.max(document.documentElement.scrollHeight - window.innerHeight, 0)
  Object.defineProperty(window, 'scrollY', { value: Math.min(Math.max(top, 0), end), configurable: true, writable: true })
  return window.scrollY !== before
}

const tell = () => void window.dispatchEvent(new Event('scroll'))

/** Where a row is on the screen, in pixels below its upper edge. */
export function placeOf(row: HTMLElement): number {
  const [, start] = /translateY\((.*)px\)/.exec(row.style.transform) ?? []
  return Number(start) - window.scrollY
}
