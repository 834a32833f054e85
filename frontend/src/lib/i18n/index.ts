import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export const LANGUAGES = { en: 'English', 'pt-BR': 'Português' } as const
export type Language = keyof typeof LANGUAGES

const KEY = 'flotilla.language'

/** Only the language that is read is fetched: a test holds that each has all texts, so that none has to fall back. */
const loaders: Record<Language, () => Promise<unknown>> = {
  en: async () => (await import('./en')).en,
  'pt-BR': async () => (await import('./pt-br')).ptBR,
}

function isLanguage(value: string | null): value is Language {
  return value !== null && value in LANGUAGES
}

/** The language that was chosen here, else the browser's first one that we speak, else English. */
function preferredLanguage(): Language {
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
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await loaders[language]())
  }
}

/** Makes texts available; call once, before the first render. */
export async function initI18n(language: Language = preferredLanguage()): Promise<void> {
  await i18next.use(initReactI18next).init({
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
  })
  await load(language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
