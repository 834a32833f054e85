import { useEffect, useRef } from 'react'

type Actions = Partial<Record<string, () => void>>

/** Whether a key belongs to what has the focus, or to what is open above the page. */
function isTaken({ target, ctrlKey, metaKey, altKey, isComposing, defaultPrevented }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || isComposing || defaultPrevented) return true
  if (target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))) return true
  return document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null
}

/** Does something at a key, as `KeyboardEvent.key` names it in lower case, but never while somebody is typing. */
export function useShortcuts(actions: Actions): void {
  const current = useRef(actions)
  useEffect(() => {
    current.current = actions
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = isTaken(event) ? undefined : current.current[event.key.toLowerCase()]
      if (!action) return
      event.preventDefault()
      action()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
