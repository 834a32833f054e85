const drafts = new Map<string, string>()

/** What was begun in each chat, for as long as the page lives. */
export const draft = {
  get: (leadId: string): string => drafts.get(leadId) ?? '',
  set: (leadId: string, text: string): void => {
    if (text) drafts.set(leadId, text)
    else drafts.delete(leadId)
  },
}
