import i18next from 'i18next'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'

import * as shared from '.'

describe('the texts of a visit', () => {
  let fresh: typeof shared
  beforeEach(async () => {
    vi.resetModules()
    fresh = await import('.')
    await fresh.initI18n('en')
  })
  afterAll(() => shared.initI18n('en'))

  it('are at first those of the frame and the sales page', () => {
    expect(i18next.t('sales.chooseTitle')).toBe('Choose a conversation')
    expect(i18next.exists('bots.title')).toBe(false)
  })

  it('become all with the first other page, in the language that is chosen later too', async () => {
    await fresh.loadPageTexts()
    expect(i18next.t('bots.goneTitle')).toBe('There is no such bot')
    await fresh.chooseLanguage('pt-BR')
    expect(i18next.t('bots.goneTitle')).toBe('Este bot não existe')
    expect(i18next.t('sales.chooseTitle')).toBe('Escolha uma conversa')
  })

  it('are all there where a page comes to want them while the language changes', async () => {
    await Promise.all([fresh.chooseLanguage('pt-BR'), fresh.loadPageTexts()])
    expect(i18next.language).toBe('pt-BR')
    expect(i18next.t('bots.goneTitle')).toBe('Este bot não existe')
  })
})
