import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'

import { message } from '@tests/samples'

import { keys } from '@/lib/api/queries'
import type { EventEnvelope, Message } from '@/lib/api/types'

import { mergeEvents } from './merge'
import { EventReplay } from './replay'

const event = (data: object): EventEnvelope => ({
  id: 'e-1',
  type: 'message.received',
  time: '2026-01-01T10:00:00.000Z',
  tenant: 't',
  bot: 'bot-1',
  data: data as Record<string, unknown>,
})

it('keeps a message that came while an older answer was under way', async () => {
  const client = new QueryClient()
  const replay = new EventReplay(client)
  const stop = replay.start()
  let answer: (messages: Message[]) => void = () => undefined
  const asked = client.query({ queryKey: keys.messages('lead-1'), queryFn: () => new Promise<Message[]>((resolve) => (answer = resolve)) })

  const events = [event({ message: message({ id: 'm-2', order: '2' }) })]
  mergeEvents(client, events)
  replay.remember(events)
  answer([message()])
  await asked

  expect(client.getQueryData<Message[]>(keys.messages('lead-1'))?.map(({ id }) => id)).toEqual(['m-1', 'm-2'])
  stop()
})
