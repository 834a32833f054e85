import { useCallback, useEffect, useRef, useState } from 'react'

import { uploadPicture } from './api/upload'
import { refusalOf, type Refusal } from './checks'

/** A file on its way to become a picture. */
export interface Upload {
  key: number
  file: File
  /** An address within the browser to show the file by. */
  preview: string
  refusal: Refusal | null
  /** How much is sent, 0 to 1. */
  progress: number
  /** The picture's id, once all is sent. */
  id: string | null
  error: unknown
}

interface Uploads {
  uploads: Upload[]
  add: (files: Iterable<File>) => void
  retry: (upload: Upload) => void
  forget: (upload: Upload) => void
}

/** Files that are being sent, each at once and by itself, if it has no more than so many bytes. */
export function useUploads(botId: string, maxBytes: number): Uploads {
  const [uploads, setUploads] = useState<Upload[]>([])
  const lastKey = useRef(0)
  const previews = useRef(new Set<string>())
  useEffect(() => {
    const kept = previews.current
    return () => kept.forEach((preview) => URL.revokeObjectURL(preview))
  }, [])

  const change = useCallback((key: number, part: Partial<Upload>) => {
    setUploads((known) => known.map((one) => (one.key === key ? { ...one, ...part } : one)))
  }, [])
  const send = useCallback(
    ({ key, file }: Upload) => {
      uploadPicture(botId, file, (progress) => change(key, { progress })).then(
        (id) => change(key, { id, progress: 1 }),
        (error: unknown) => change(key, { error }),
      )
    },
    [botId, change],
  )
  const add = (files: Iterable<File>) => {
    const added = [...files].map((file): Upload => {
      lastKey.current += 1
      const preview = URL.createObjectURL(file)
      previews.current.add(preview)
      return { key: lastKey.current, file, preview, refusal: refusalOf(file, maxBytes), progress: 0, id: null, error: null }
    })
    setUploads((known) => [...known, ...added])
    added.filter(({ refusal }) => refusal === null).forEach(send)
  }
  const retry = (upload: Upload) => {
    change(upload.key, { error: null, progress: 0 })
    send(upload)
  }
  const forget = ({ key, preview }: Upload) => {
    URL.revokeObjectURL(preview)
    previews.current.delete(preview)
    setUploads((known) => known.filter((one) => one.key !== key))
  }
  return { uploads, add, retry, forget }
}
