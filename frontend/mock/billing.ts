/** The pretend installation's routes about plans. Nothing can be bought here: that takes the stack. */

import type { Billing, Invoice, Usage } from '../src/features/billing/api/billing.ts'
import type { Handler } from './rest.ts'

const limits = { bots: 1, users: 3, messages: 2000, ai_tokens_per_month: 500_000, ai_tokens_per_day: 50_000, schedules: 5, features: [] }
const pro = { ...limits, bots: 10, users: 50, messages: 50_000, ai_tokens_per_month: 20_000_000, schedules: 100, features: ['audit_export' as const] }
const thisMonth = () => new Date().toISOString().slice(0, 7)

function usage(month: string): Usage {
  const used = { bots: 1, bots_running: 1, users: 3, schedules: 2, messages_received: 1556, messages_sent: 1592, ai_tokens: 594_000, ai_cost_micros: 1_190_000 }
  return { month, used: { ...used, bot_seconds: 1_900_000, media_bytes: 84_000_000, stored_bytes: 312_000_000 }, limits: pro }
}

function billing(): Billing {
  return {
    set_up: true,
    manageable: true,
    plan: 'pro',
    subscription: { plan: 'pro', status: 'active', period_end: null, trial_end: null, ends_at: null, grace: null },
    plans: [
      { plan: 'free', limits, price: null },
      { plan: 'pro', limits: pro, price: { amount: 4900, currency: 'usd', interval: 'month' } },
    ],
    reached: [],
    usage: usage(thisMonth()),
  }
}

const invoice: Invoice = {
  ...{ id: 'invoice-1', number: 'SAMPLE-0001', status: 'paid', amount_due: 4900, amount_paid: 4900, currency: 'usd' },
  ...{ created_at: new Date().toISOString(), page_url: null, pdf_url: null },
}

export const BILLING_ROUTES: [string, RegExp, Handler][] = [
  ['GET', /^\/api\/v1\/billing$/, billing],
  ['GET', /^\/api\/v1\/billing\/usage$/, ({ url }) => usage(url.searchParams.get('month') ?? thisMonth())],
  ['GET', /^\/api\/v1\/billing\/invoices$/, () => ({ items: [invoice], next_cursor: null })],
]
