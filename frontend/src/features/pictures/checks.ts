export const MIMES = ['image/png', 'image/jpeg', 'image/webp']
export const MAX_BYTES = 5 * 1024 * 1024
export const MAX_KEYWORDS = 20
export const MAX_KEYWORD = 40
export const MAX_DESCRIPTION = 300

export type Refusal = 'type' | 'size' | 'empty'

/** What keeps a file from being sent, as far as can be told without looking into it; null for nothing. */
export function refusalOf({ type, size }: Pick<File, 'type' | 'size'>): Refusal | null {
  if (!MIMES.includes(type)) return 'type'
  if (size === 0) return 'empty'
  return size > MAX_BYTES ? 'size' : null
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
