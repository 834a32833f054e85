import { NetworkError } from '@/lib/api/http'
import { loadPageTexts } from '@/lib/i18n'

/** The code of a page could not be fetched, as there is no network. The router keeps a failed page: only a reload helps. */
export class PageLoadError extends NetworkError {}

/**
 * Fetches a page's code. Online, a failure mostly means that newer pages were put in place, and the router loads
 * everything anew; offline that would lead out of Flotilla to the browser's own error.
 */
export function page<M>(load: () => Promise<M>): () => Promise<M> {
  return () =>
    load().catch((error: unknown) => {
      throw navigator.onLine ? error : new PageLoadError('unreachable', { cause: error })
    })
}

/** `page` for one whose texts are not among the first. */
export function pageWithTexts<M>(load: () => Promise<M>): () => Promise<M> {
  return page(async () => {
    const [code] = await Promise.all([load(), loadPageTexts()])
    return code
  })
}
