import { useLayoutEffect, useState, type RefObject } from 'react'

/** How far below the document's beginning an element stands, in pixels; kept right while what is above it grows or shrinks. */
export function useDocumentTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const measure = () => {
      if (element.current) setTop(Math.round(element.current.getBoundingClientRect().top + window.scrollY))
    }
    measure()
    if (!('ResizeObserver' in window)) return
    // Whatever moves the element by its own size makes the document longer or shorter.
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [element])
  return top
}
