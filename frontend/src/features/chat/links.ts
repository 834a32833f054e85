export interface Piece {
  text: string
  href?: string
}

/** Addresses as people write them: with a protocol or beginning with "www.", and e-mail addresses. */
const ADDRESS = /https?:\/\/[^\s<>"]+|www\.[^\s<>"]+\.[^\s<>"]+|[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/giu
/** What ends the sentence around an address, and belongs to it only where it was opened within. */
const TAIL = /[.,;:!?'’”*_~]+$/

/** A text in pieces, those that are addresses with where they lead. Only the web and mail are led to, nothing that runs. */
export function linked(text: string): Piece[] {
  const pieces: Piece[] = []
  let done = 0
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = trimmed(found)
    const href = hrefOf(address)
    if (!href) continue
    if (index > done) pieces.push({ text: text.slice(done, index) })
    pieces.push({ text: address, href })
    done = index + address.length
  }
  if (done < text.length) pieces.push({ text: text.slice(done) })
  return pieces
}

function trimmed(found: string): string {
  let address = found.replace(TAIL, '')
  while (address.endsWith(')') && !address.includes('(')) address = address.slice(0, -1).replace(TAIL, '')
  return address
}

function hrefOf(address: string): string | undefined {
  if (!/^(https?:\/\/|www\.)/i.test(address)) return `mailto:${address}`
  const url = /^www\./i.test(address) ? `https://${address}` : address
  return URL.canParse(url) ? url : undefined
}
