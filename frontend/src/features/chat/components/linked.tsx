import { linked } from '../links'

/** A text whose addresses can be followed. */
export function Linked({ text }: { text: string }) {
  return linked(text).map(({ text: piece, href }, index) =>
    href ? (
      // The pieces of a text have no other name than their place.
      <a key={index} href={href} target="_blank" rel="noreferrer" className="underline underline-offset-2 hover:opacity-80">
        {piece}
      </a>
    ) : (
      piece
    ),
  )
}
