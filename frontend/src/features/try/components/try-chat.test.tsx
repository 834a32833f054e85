import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'

import type { Tried } from '@/lib/api/types'

import { renderPage } from '@tests/render'
import { api, server } from '@tests/server'

import { TryChat } from './try-chat'

const tried = (change: Partial<Tried> = {}): Tried => ({
  reply: 'Hello! Which e-mail address may I write to?',
  fields: { name: { value: 'Sample Customer', source: 'ai', confidence: 0.9, message_id: 'm1', quote: null, at: '2026-01-01T10:00:00.000Z' } },
  missing: ['email', 'budget'],
  picture: null,
  wants_person: false,
  ai: { brain: 'deepseek', tokens_in: 400, tokens_out: 50, ms: 840, cost: 0.0002 },
  state: { fields: { name: 'Sample Customer' }, refused: [], asked: ['email'], pictures: [], language: 'en' },
  ...change,
})

describe('trying a bot', () => {
  let asked: unknown[]
  beforeEach(() => {
    asked = []
    server.use(
      http.post(api('/bots/bot-1/try'), async ({ request }) => {
        asked.push(await request.json())
        return HttpResponse.json(tried())
      }),
    )
  })
  const show = () => renderPage(<TryChat botId="bot-1" draft={() => ({ prompt: 'Not saved.' })} labels={{ budget: 'Budget' }} />)
  const say = (text: string) => userEvent.type(screen.getByLabelText('Message as the customer'), `${text}{Enter}`)

  it('asks with what is not saved, and shows what the answer learned and used', async () => {
    show()
    await say('Hi')
    const log = within(screen.getByRole('log'))
    expect(await log.findByText('Hello! Which e-mail address may I write to?')).toBeInTheDocument()
    expect(log.getByText('Name: Sample Customer')).toBeInTheDocument()
    expect(log.getByText('Still to ask: E-mail and Budget')).toBeInTheDocument()
    expect(log.getByText('deepseek · 840 ms · 400 + 50 tokens · $0.0002')).toBeInTheDocument()
    expect(asked).toEqual([{ messages: [{ from: 'customer', text: 'Hi' }], draft: { prompt: 'Not saved.' }, state: null }])
  })

  it('goes on with what the bot knows, and adds up what it costs', async () => {
    show()
    await say('Hi')
    await screen.findByText('Together: 450 tokens, $0.0002')
    await say('More')
    await screen.findByText('Together: 900 tokens, $0.0004')
    expect(asked[1]).toMatchObject({ messages: [{ from: 'customer' }, { from: 'bot' }, { from: 'customer', text: 'More' }], state: tried().state })
  })

  it('keeps the message when there is no answer, and asks again', async () => {
    server.use(http.post(api('/bots/bot-1/try'), () => HttpResponse.json({ code: 'unavailable' }, { status: 503 }), { once: true }))
    show()
    await say('Hi')
    await screen.findByText('The bot gave no answer')
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('Hello! Which e-mail address may I write to?')).toBeInTheDocument()
    expect(screen.getAllByText('Hi')).toHaveLength(1)
  })

  it('starts over', async () => {
    show()
    await say('Hi')
    await screen.findByText('Name: Sample Customer')
    await userEvent.click(screen.getByRole('button', { name: 'Start over' }))
    expect(screen.queryByText('Name: Sample Customer')).not.toBeInTheDocument()
  })
})
