import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, it, vi } from 'vitest'

import { renderPage } from '@tests/render'
import { api, server } from '@tests/server'

import type { Billing } from '../api/billing'
import { PlanCards } from './plan-cards'
import { TokensAlert } from './tokens-alert'
import { UsageCard } from './usage-card'

const limits = { bots: 1, users: 3, messages: 2000, ai_tokens_per_month: 500_000, ai_tokens_per_day: 50_000, schedules: 5, features: [] }
const free: Billing = {
  set_up: true,
  manageable: false,
  plan: 'free',
  subscription: { plan: 'free', status: null, period_end: null, trial_end: null, ends_at: null, grace: null },
  plans: [
    { plan: 'free', limits, price: null },
    { plan: 'pro', limits: { ...limits, bots: null, features: ['audit_export'] }, price: { amount: 4900, currency: 'usd', interval: 'month' } },
  ],
  reached: [],
  usage: {
    month: '2026-01',
    used: { bots: 1, bots_running: 1, users: 2, schedules: 5, messages_received: 900, messages_sent: 800, ai_tokens: 10, ai_cost_micros: 1_500_000, bot_seconds: 7200, media_bytes: 0, stored_bytes: 2_500_000 },
    limits,
  },
}

describe('plans', () => {
  it('lead to the payment page', async () => {
    const assign = vi.fn()
    vi.stubGlobal('location', { href: window.location.href, origin: window.location.origin, assign })
    server.use(http.post(api('/billing/checkout'), () => HttpResponse.json({ url: 'https://pay.example.com/1' })))
    renderPage(<PlanCards billing={free} />)
    expect(await screen.findByText('$49.00')).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Upgrade to Pro' }))
    await vi.waitFor(() => expect(assign).toHaveBeenCalledWith('https://pay.example.com/1'))
    vi.unstubAllGlobals()
  })

  it('are not sold where billing is not set up', async () => {
    renderPage(<PlanCards billing={{ ...free, set_up: false }} />)
    expect(await screen.findByText('Your plan')).toBeInTheDocument()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('are managed, and not bought twice, by who has one', async () => {
    renderPage(<PlanCards billing={{ ...free, manageable: true, subscription: { ...free.subscription, status: 'past_due' } }} />)
    expect(await screen.findByRole('button', { name: 'Manage subscription' })).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Upgrade to Pro' })).toBeNull()
  })
})

describe('usage', () => {
  it('stands next to the limits', async () => {
    renderPage(<UsageCard usage={free.usage} onMonth={() => undefined} />)
    expect(await screen.findByText('1,700 of 2,000')).toBeInTheDocument()
    expect(screen.getByText('5 of 5')).toBeInTheDocument()
    expect(screen.getByText('$1.50')).toBeInTheDocument()
    expect(screen.getByText('Files kept, of all messages').parentElement).toHaveTextContent('2.5 MB')
  })

  it('of a month that is over has no limits, which may have been others', async () => {
    const onMonth = vi.fn()
    renderPage(<UsageCard usage={free.usage} past={{ month: '2025-12', usage: { ...free.usage, month: '2025-12' } }} onMonth={onMonth} />)
    expect(await screen.findByText('1,700')).toBeInTheDocument()
    expect(screen.getByRole('status')).toHaveTextContent('December 2025')
    expect(screen.queryByText('1 of 1')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'The month after' }))
    expect(onMonth).toHaveBeenLastCalledWith(undefined)
    await userEvent.click(screen.getByRole('button', { name: 'The month before' }))
    expect(onMonth).toHaveBeenLastCalledWith('2025-11')
  })
})

describe('tokens of a day', () => {
  const hoursAgo = (hours: number) => [
    { name: 'ai_tokens_per_day', allowed: 50_000, plan: 'free' as const, at: new Date(Date.now() - hours * 3_600_000).toISOString() },
  ]

  it('are said to be used up for a day', async () => {
    renderPage(<TokensAlert reached={hoursAgo(23)} />)
    expect(await screen.findByText(/^The 50,000 AI tokens of a day were used up on /)).toBeInTheDocument()
  })

  it('are not spoken of afterwards', async () => {
    renderPage(
      <>
        <TokensAlert reached={hoursAgo(25)} />
        <p>below</p>
      </>,
    )
    expect(await screen.findByText('below')).toBeInTheDocument()
    expect(screen.queryByText(/used up/)).toBeNull()
  })
})
