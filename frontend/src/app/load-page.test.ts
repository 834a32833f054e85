import { describe, expect, it, vi } from 'vitest'

import { page, PageLoadError } from './load-page'

describe('the code of a page', () => {
  const gone = new TypeError('Failed to fetch dynamically imported module')

  it('is asked for again by the router while there is a network', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true)
    await expect(page(() => Promise.reject(gone))()).rejects.toBe(gone)
  })

  it('is a matter of the network without one', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    await expect(page(() => Promise.reject(gone))()).rejects.toBeInstanceOf(PageLoadError)
  })

  it('is handed on as it came', async () => {
    await expect(page(() => Promise.resolve({ Page: 1 }))()).resolves.toEqual({ Page: 1 })
  })
})
