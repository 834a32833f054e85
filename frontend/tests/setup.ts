import '@testing-library/jest-dom/vitest'

import { cleanup, configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, vi } from 'vitest'

import { initI18n, loadPageTexts } from '@/lib/i18n'

import { server } from './server'

// jsdom has no layout: media queries say no, scrolling does nothing.
vi.stubGlobal('matchMedia', (media: string) => ({ media, matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }))
Element.prototype.scrollTo = () => undefined
window.scrollTo = () => undefined
Element.prototype.scrollIntoView = () => undefined

// A limit for what never comes, not a claim about speed: a busy machine may take its time.
configure({ asyncUtilTimeout: 10_000 })

beforeAll(async () => {
  server.listen({ onUnhandledRequest: 'error' })
  await initI18n('en')
  await loadPageTexts()
})
afterEach(() => {
  cleanup()
  server.resetHandlers()
  // Files share a worker's page: what one keeps for the next visit is no business of another.
  localStorage.clear()
  sessionStorage.clear()
})
afterAll(() => server.close())
