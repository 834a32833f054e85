import { useEffect } from 'react'

const SITE = 'Flotilla'

/** Names the page in the browser's tab, history and bookmarks, for as long as it is shown. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title === undefined) return
    document.title = `${title} · ${SITE}`
    return () => {
      document.title = SITE
    }
  }, [title])
}
