import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'

import { counts, metrics } from '@tests/metrics'
import { renderRouted } from '@tests/render-routed'
import * as samples from '@tests/samples'
import type { SessionStatus } from '@/lib/api/types'
import { FiguresGrid } from './figures-grid'
import { FleetHealth } from './fleet-health'

const busy = metrics({
  totals: counts({ received: 60, bot: 40, created: 20, qualified: 8, won: 5, waited: 1.5, cost: 0.4 }),
  previous: { from: '2025-12-25', to: '2025-12-31', totals: counts({ received: 40, bot: 40, created: 10, won: 5, waited: 3 }) },
})
const tile = (name: string) => {
  const found = screen.getAllByRole('listitem').find((item) => within(item).queryByText(name))
  if (!found) throw new Error(`no tile ${name}`)
  return within(found)
}
const address = (name: string) => decodeURIComponent(screen.getByRole('link', { name }).getAttribute('href') ?? '')

describe('the numbers of the overview', () => {
  it('stand beside what they were in the days before', async () => {
    await renderRouted(() => <FiguresGrid metrics={busy} />)
    expect(tile('Messages').getByText('+25%')).toBeInTheDocument()
    expect(tile('Messages').getByText('from 80')).toBeInTheDocument()
    expect(tile('New leads').getByText('+100%')).toBeInTheDocument()
    expect(tile('Conversion').getByText('from 50%')).toBeInTheDocument()
    expect(tile('Bot’s answer time').getByText('1.5 s')).toBeInTheDocument()
    expect(tile('Bot’s answer time').getByText('from 3 s')).toBeInTheDocument()
  })

  it('say so where there is nothing to compare with', async () => {
    await renderRouted(() => <FiguresGrid metrics={busy} />)
    expect(tile('Qualified leads').getByText('nothing to compare with')).toBeInTheDocument()
    expect(tile('Qualified leads').queryByText(/^from/)).toBeNull()
  })

  it('open exactly what they count', async () => {
    await renderRouted(() => <FiguresGrid metrics={busy} bot="bot-1" />)
    expect(address('New leads')).toBe('/leads?from=2026-01-01&to=2026-01-07&bot_id=bot-1')
    expect(address('Qualified leads')).toBe('/leads?from=2026-01-01&to=2026-01-07&bot_id=bot-1&by=qualified')
    expect(address('Conversion')).toBe('/leads?from=2026-01-01&to=2026-01-07&bot_id=bot-1&by=closed&status=won')
    expect(address('Messages')).toBe('/sales?from=2026-01-01&bot_id=bot-1')
    expect(address('Bot’s answer time')).toBe('/sales?from=2026-01-01&bot_id=bot-1&what=bot_answer')
    expect(address('People’s answer time')).toBe('/sales?from=2026-01-01&bot_id=bot-1&what=person_answer')
    expect(address('Taken over')).toBe('/sales?from=2026-01-01&bot_id=bot-1&what=handover')
  })

  it('lead to the bill only who may see it', async () => {
    await renderRouted(() => <FiguresGrid metrics={busy} />)
    expect(screen.queryByRole('link', { name: 'AI cost' })).toBeNull()
  })
})

describe('the health of the fleet', () => {
  const bot = (name: string, status: SessionStatus) => samples.bot({ id: name, name, session: samples.session({ status }) })
  const bots = [bot('One', 'WORKING'), bot('Two', 'WORKING'), bot('Three', 'FAILED'), bot('Four', 'STARTING'), bot('Five', 'STOPPED')]

  it('counts bots by what is to be done, and opens those', async () => {
    await renderRouted(() => <FleetHealth bots={bots} />)
    const counted = screen.getAllByRole('definition').map(({ textContent }) => textContent)
    expect(counted).toEqual(['2', '1', '1', '1'])
    expect(address('Working')).toBe('/bots?health=working')
    expect(address('Failed')).toBe('/bots?health=failed')
  })

  it('names those that need somebody, not those that work or are off on purpose', async () => {
    await renderRouted(() => <FleetHealth bots={bots} />)
    const troubled = within(screen.getByRole('list', { name: 'Bots that do not work' }))
    expect(troubled.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['Three', 'Four'])
  })
})
