/** What is open above a page stands in the page's address: a link or a reload shows it, and back closes it. */

import { useRouter, useSearch, type RouterHistory } from '@tanstack/react-router'
import { useEffect } from 'react'

import { oneOf, text, yes } from './search-params'

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** What was opened, one above the other, since the page was come to: as many steps lead back to it. */
    opened?: string[]
  }
}

const id = text(128)

const READERS = {
  /** The form for a new one of what the page lists. */
  new: yes,
  invite: yes,
  /** What is being changed: a schedule, a member's role, what is said of a picture. */
  edit: id,
  /** The schedule whose history is shown. */
  history: id,
  screenshot: yes,
  help: yes,
  /** The lead's details, where they have no room beside the chat. */
  details: yes,
  /** The form for how a lead ended. */
  close: yes,
  /** The lead's field that is being corrected, and the one whose evidence is shown. */
  field: id,
  evidence: id,
  /** The message that is pointed at, whose life is told, and whose picture is shown large. */
  message: id,
  life: id,
  picture: id,
  account: oneOf('password', 'workplace'),
}

type Readers = typeof READERS
export type Opening = keyof Readers
type Value<Name extends Opening> = NonNullable<ReturnType<Readers[Name]>>

/** The readers of what may be open above a page, for its route. */
export function openings<Name extends Opening>(...names: Name[]): Pick<Readers, Name> {
  return Object.fromEntries(names.map((name) => [name, READERS[name]])) as unknown as Pick<Readers, Name>
}

/** The page itself: what an address says beside what is open above it. */
export function withoutOpened<Search extends object>(search: Search): Omit<Search, Opening> {
  return without(search, Object.keys(READERS)) as Omit<Search, Opening>
}

function without(search: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(search).filter(([name]) => !names.includes(name)))
}

export interface Opened<T> {
  /** What is open, undefined for nothing. */
  value: T | undefined
  /** Opens it, in the place of what else is named. Another one of the same name takes the first one's place. */
  open: (value: T, ...instead: Opening[]) => void
  close: () => void
}

/** Going back takes the browser a moment; who closes twice meanwhile must not leave the page. */
let isGoingBack = false

function goBack(history: RouterHistory, steps: number): void {
  if (isGoingBack) return
  isGoingBack = true
  const arrived = history.subscribe(() => {
    isGoingBack = false
    arrived()
  })
  history.go(-steps)
}

interface Options {
  /** Whether going back closes it; what closes at a click beside it needs no step of its own in the browser's history. */
  back?: boolean
}

/** What is open under this name, and to open and close it. */
export function useOpened<Name extends Opening>(name: Name, { back = true }: Options = {}): Opened<Value<Name>> {
  const router = useRouter()
  const said = useSearch({ strict: false, select: (search: Partial<Record<string, unknown>>) => search[name] })
  const go = (change: (search: object) => object, replace: boolean, opened: string[] | undefined) =>
    void router.navigate({ to: '.', search: ((search: object) => change(search)) as never, replace, resetScroll: false, state: opened ? { opened } : true })
  const open = (value: Value<Name>, ...instead: Opening[]) => {
    const { search, state } = router.latestLocation
    const isStep = back && !(name in search)
    go((before) => ({ ...without(before, instead), [name]: value }), !isStep, isStep ? [...(state.opened ?? []), name] : undefined)
  }
  const close = () => {
    const { search, state } = router.latestLocation
    if (!(name in search)) return
    const at = state.opened?.lastIndexOf(name) ?? -1
    // Who came by a link has no page to go back to, only one to be on.
    if (at < 0) go((before) => without(before, [name]), true, undefined)
    else goBack(router.history, (state.opened ?? []).length - at)
  }
  return { value: (READERS[name] as (value: unknown) => Value<Name> | undefined)(said), open, close }
}

/** Closes what is not there (any more): an old link leads to the page itself. */
export function useCloseStale({ close }: Pick<Opened<never>, 'close'>, isStale: boolean): void {
  useEffect(() => {
    if (isStale) close()
    // Once, when it turns out.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isStale])
}
