import { CompletePictureBody, StartPictureBody } from '@/lib/api/limits'

export const MIMES: readonly string[] = StartPictureBody.mime.enum
export const MAX_KEYWORDS = CompletePictureBody.keywords.maxItems
export const MAX_KEYWORD = CompletePictureBody.keywords.items.maxLength

export type Refusal = 'type' | 'size' | 'empty'

/** What keeps a file of so many bytes from being sent, as far as can be told without looking into it; null for nothing. */
export function refusalOf({ type, size }: Pick<File, 'type' | 'size'>, maxBytes: number): Refusal | null {
  if (!MIMES.includes(type)) return 'type'
  if (size === 0) return 'empty'
  return size > maxBytes ? 'size' : null
}

/** A size in bytes, as people read it. */
export function megabytes(bytes: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }).format(bytes / 1024 ** 2)
}

/** The keywords with what was typed added: commas part them, each stands there once, whatever its case. */
export function addKeywords(known: string[], typed: string): string[] {
  const found = typed.split(',').map((word) => word.trim().replace(/\s+/g, ' ').slice(0, MAX_KEYWORD))
  const all = [...known]
  for (const word of found) {
    if (word && !all.some((other) => other.toLowerCase() === word.toLowerCase())) all.push(word)
  }
  return all.slice(0, MAX_KEYWORDS)
}
