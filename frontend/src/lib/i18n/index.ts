import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export const LANGUAGES = { en: 'English', 'pt-BR': 'Português' } as const
export type Language = keyof typeof LANGUAGES

const KEY = 'flotilla.language'

/** What is said in the frame and on the sales page, and what is said on all other pages. */
type Part = 'first' | 'pages'

/** Only the language that is read is fetched: a test holds that each has all texts, so that none has to fall back. */
const loaders: Record<Language, Record<Part, () => Promise<object>>> = {
  en: { first: async () => (await import('./en')).en, pages: async () => (await import('./pages-en')).pagesEn },
  'pt-BR': { first: async () => (await import('./pt-br')).ptBR, pages: async () => (await import('./pages-pt-br')).pagesPtBR },
}

const wanted = new Set<Part>(['first'])
const loaded = new Set<`${Language} ${Part}`>()

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

/** Fetches the texts of all pages but the sales page; a page that shows any of them comes after them. */
export async function loadPageTexts(): Promise<void> {
  wanted.add('pages')
  await load(i18next.language as Language)
}

async function load(language: Language): Promise<void> {
  const missing = [...wanted].filter((part) => !loaded.has(`${language} ${part}`))
  if (missing.length === 0) return
  const add = async (part: Part) => {
    i18next.addResourceBundle(language, 'translation', await loaders[language][part]())
    loaded.add(`${language} ${part}`)
  }
  await Promise.all(missing.map(add))
  // A page may have begun to want its texts while somebody changed the language.
  await load(language)
}

/** Makes the first texts available; call once, before the first render. */
export async function initI18n(language: Language = preferredLanguage()): Promise<void> {
  loaded.clear()
  await i18next.use(initReactI18next).init({
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
  })
  await load(language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
