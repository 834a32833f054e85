const KEY = 'flotilla.drafts'
const KEPT = 50

function read(): Map<string, string> {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as [string, string][])
  } catch {
    // Storage may be closed to the page: drafts then last as long as the page.
    return new Map()
  }
}

const drafts = read()

/** What was begun in each chat, for as long as the tab lives; it survives that the page is loaded again. */
export const draft = {
  get: (leadId: string): string => drafts.get(leadId) ?? '',
  set: (leadId: string, text: string): void => {
    drafts.delete(leadId)
    if (text) drafts.set(leadId, text)
    try {
      sessionStorage.setItem(KEY, JSON.stringify([...drafts].slice(-KEPT)))
    } catch {
      // No room or no storage: see above.
    }
  },
}
