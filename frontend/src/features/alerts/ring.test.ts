import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { mayRing } from './ring'

/** As browsers do it: who asks for a lock waits until those before have done what they hold it for. */
function fakeLocks() {
  let last: Promise<unknown> = Promise.resolve()
  return {
    request: (_name: string, held: () => unknown) => {
      const mine = last.then(held)
      last = mine
      return mine
    },
  }
}

/** Another tab: the same page once more, which shares nothing but what browsers share. */
async function anotherTab() {
  vi.resetModules()
  return (await import('./ring')).mayRing
}

const tab = (state: { hidden?: boolean; touched?: boolean }) => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(state.hidden ?? false)
  Object.defineProperty(navigator, 'userActivation', { configurable: true, value: { hasBeenActive: state.touched ?? true } })
}

describe('of several tabs', () => {
  beforeEach(() => {
    Object.defineProperty(navigator, 'locks', { configurable: true, value: fakeLocks() })
    tab({})
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
    Reflect.deleteProperty(navigator, 'locks')
    Reflect.deleteProperty(navigator, 'userActivation')
  })

  it('one rings for a lead', async () => {
    const other = await anotherTab()
    const rung = await Promise.all([mayRing('lead-1'), other('lead-1'), mayRing('lead-2')])
    expect(rung).toEqual([true, false, true])
  })

  it('none rings again for what it hears of late', async () => {
    await mayRing('lead-1')
    expect(await (await anotherTab())('lead-1')).toBe(false)
  })

  it('one that is looked at goes before one that is not, whichever hears of it first', async () => {
    vi.useFakeTimers()
    tab({ hidden: true })
    const hidden = mayRing('lead-1')
    tab({ hidden: false })
    const seen = mayRing('lead-1')
    await vi.runAllTimersAsync()
    expect(await Promise.all([hidden, seen])).toEqual([false, true])
  })

  it('one that may sound goes before one that nobody has touched', async () => {
    vi.useFakeTimers()
    tab({ touched: false })
    const silent = mayRing('lead-1')
    tab({ hidden: true })
    const touched = mayRing('lead-1')
    await vi.runAllTimersAsync()
    expect(await Promise.all([silent, touched])).toEqual([false, true])
  })

  it('remembers nothing that it can’t read', async () => {
    localStorage.setItem('flotilla.rung', '{"of": "another version"}')
    expect(await mayRing('lead-1')).toBe(true)
  })
})
