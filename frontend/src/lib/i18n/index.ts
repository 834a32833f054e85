import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

import { en } from './en'

export const LANGUAGES = { en: 'English', 'pt-BR': 'Português' } as const
export type Language = keyof typeof LANGUAGES

const KEY = 'flotilla.language'

/** English comes with the pages (it is what everything falls back to); each other language is fetched when wanted. */
const loaders: Record<Exclude<Language, 'en'>, () => Promise<unknown>> = {
  'pt-BR': async () => (await import('./pt-br')).ptBR,
}

function isLanguage(value: string | null): value is Language {
  return value !== null && value in LANGUAGES
}

/** The language that was chosen here, else the browser's first one that we speak, else English. */
export function preferredLanguage(): Language {
  let chosen: string | null = null
  try {
    chosen = localStorage.getItem(KEY)
  } catch {
    // Storage may be closed to the page; the browser's language is right then.
  }
  if (isLanguage(chosen)) return chosen
  return navigator.languages.some((language) => language.toLowerCase().startsWith('pt')) && !navigator.languages[0]?.startsWith('en')
    ? 'pt-BR'
    : 'en'
}

/** Switches the pages to a language, and remembers it. */
export async function chooseLanguage(language: Language): Promise<void> {
  await load(language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  try {
    localStorage.setItem(KEY, language)
  } catch {
    // Without storage the choice lasts as long as the page; nothing else depends on it.
  }
}

async function load(language: Language): Promise<void> {
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await loaders[language]())
  }
}

/** Makes texts available; call once, before the first render. */
export async function initI18n(language: Language = preferredLanguage()): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
  })
  await load(language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
