import { useEffect, useRef, useSyncExternalStore } from 'react'

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
  const keys = Object.keys(actions).sort().join(' ')
  useEffect(() => announce(keys), [keys])
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

/** The keys that do something right now, by who announced them. */
const announced = new Map<symbol, string>()
const listeners = new Set<() => void>()

function announce(keys: string): () => void {
  const who = Symbol('shortcuts')
  const tell = () => listeners.forEach((listener) => listener())
  announced.set(who, keys)
  tell()
  return () => {
    announced.delete(who)
    tell()
  }
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The keys that do something on the page as it is now. */
export function useShortcutKeys(): ReadonlySet<string> {
  return new Set(useSyncExternalStore(listen, () => [...announced.values()].join(' ')).split(' '))
}
