import 'i18next'

import type { Texts } from './en'
import type { PageTexts } from './pages-en'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: Texts & PageTexts }
  }
}
