import { MapPin, UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import type { Message } from '@/lib/api/types'
import { formatDigits } from '@/lib/phone'

type Content = NonNullable<Message['content']>

/** What a message brings beside text and a file: a place, contact cards, a poll. */
export function MessageContent({ content, votes }: { content: Content; votes: Message['votes'] }) {
  if (content.kind === 'location') return <Place place={content} />
  if (content.kind === 'contacts') return <Cards cards={content.cards} />
  return <Poll poll={content} votes={votes} />
}

function Place({ place }: { place: Extract<Content, { kind: 'location' }> }) {
  const { t } = useTranslation()
  const where = `${place.lat},${place.lng}`
  return (
    <a
      href={`https://www.openstreetmap.org/?mlat=${place.lat}&mlon=${place.lng}#map=16/${place.lat}/${place.lng}`}
      target="_blank"
      rel="noreferrer"
      className="my-1 flex items-start gap-2.5 rounded-lg bg-foreground/6 p-2.5 hover:bg-foreground/10"
    >
      <MapPin aria-hidden className="mt-0.5 size-5 shrink-0" />
      <span className="min-w-0">
        <span className="block font-medium underline underline-offset-2">{place.name ?? t('message.openMap')}</span>
        <span className="block text-xs opacity-85">{place.address ?? where}</span>
      </span>
    </a>
  )
}

function Cards({ cards }: { cards: Extract<Content, { kind: 'contacts' }>['cards'] }) {
  return (
    <ul className="my-1 space-y-1">
      {cards.map(({ name, phones }, index) => (
        <li key={`${name}-${index}`} className="flex items-start gap-2.5 rounded-lg bg-foreground/6 p-2.5">
          <UserRound aria-hidden className="mt-0.5 size-5 shrink-0" />
          <span className="min-w-0">
            <span className="block font-medium">{name}</span>
            {phones.map((phone) => (
              <a key={phone} href={`tel:${phone}`} className="block text-xs tabular-nums underline underline-offset-2">
                {formatDigits(phone.replace(/\D/g, ''))}
              </a>
            ))}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Poll({ poll, votes }: { poll: Extract<Content, { kind: 'poll' }>; votes: Message['votes'] }) {
  const { t } = useTranslation()
  return (
    <div className="my-1 min-w-52 space-y-1.5">
      <p className="font-medium">{poll.question}</p>
      <ul className="space-y-1">
        {poll.options.map((option) => {
          const count = votes.filter(({ options }) => options.includes(option)).length
          return (
            <li key={option} className="flex items-center justify-between gap-4 rounded-md bg-foreground/6 px-2.5 py-1.5">
              <span>{option}</span>
              <span className="text-xs tabular-nums">{t('message.votes', { count })}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
