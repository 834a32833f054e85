import { useState } from 'react'

import { draft } from './drafts'

/** What is written, kept for each chat and for its note. */
export function useDraft(key: string) {
  const [state, setState] = useState(() => ({ key, text: draft.get(key) }))
  if (state.key !== key) setState({ key, text: draft.get(key) })
  return {
    text: state.text,
    change: (text: string) => {
      setState({ key, text })
      draft.set(key, text)
    },
  }
}
