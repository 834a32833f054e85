import { useEffect, useRef, useState, type RefObject } from 'react'

import type { Message } from '@/lib/api/types'

export type WriteMode = 'message' | 'note'

export interface Writing {
  mode: WriteMode
  setMode: (mode: WriteMode) => void
  replyTo: Message | null
  setReplyTo: (message: Message | null) => void
  file: File | undefined
  setFile: (file: File | undefined) => void
  field: RefObject<HTMLTextAreaElement | null>
}

/** What is about to be written in a chat, and to what; the field is focused whenever a reply or another mode is chosen. */
export function useWriting(): Writing {
  const [mode, setMode] = useState<WriteMode>('message')
  const [replyTo, setReplyTo] = useState<Message | null>(null)
  const [file, setFile] = useState<File>()
  const field = useRef<HTMLTextAreaElement>(null)
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    // Only when it was asked for: on a phone the keyboard would cover what one came to read.
    if (asked > 0) field.current?.focus()
  }, [asked])
  const focus = () => setAsked((times) => times + 1)
  return {
    mode,
    setMode: (chosen) => {
      setMode(chosen)
      focus()
    },
    replyTo,
    setReplyTo: (message) => {
      if (message) setMode('message')
      setReplyTo(message)
      focus()
    },
    file,
    setFile: (chosen) => {
      if (chosen) setMode('message')
      setFile(chosen)
    },
    field,
  }
}
