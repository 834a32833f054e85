import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, it, vi } from 'vitest'

import { ToastProvider } from '@/components/ui/toast'
import type { Lead } from '@/lib/api/types'

import { renderPage } from '@tests/render'
import { lead } from '@tests/samples'
import { api, server } from '@tests/server'
import { useSelection } from '../use-selection'
import { AssignBar } from './assign-bar'

const PEOPLE = [{ id: 'user-2', name: 'Sample Vendor' }]

function Selected({ leads }: { leads: Lead[] }) {
  const selection = useSelection(leads)
  return (
    <ToastProvider>
      <button onClick={() => selection.replace(leads.map(({ id }) => id))}>All</button>
      <AssignBar selection={selection} people={PEOPLE} />
    </ToastProvider>
  )
}

async function assignAll(leads: Lead[]) {
  renderPage(<Selected leads={leads} />)
  await userEvent.click(screen.getByRole('button', { name: 'All' }))
  await userEvent.selectOptions(screen.getByLabelText('Assign to'), 'Sample Vendor')
  await userEvent.click(screen.getByRole('button', { name: 'Assign' }))
}

interface Asked {
  user_id: string
  leads: { lead_id: string; replaces: string | null }[]
}

describe('assigning several leads', () => {
  it('says who has them until now, and keeps those that were refused with the reason', async () => {
    const asked = vi.fn()
    const [free, taken] = [lead({ id: 'free' }), lead({ id: 'taken', assigned_to: 'user-9', push_name: 'Ana Souza' })]
    server.use(
      http.post(api('/leads/assign'), async ({ request }) => {
        asked(await request.json())
        const refused = { code: 'already_assigned', detail: 'Another Vendor has this lead.' }
        return HttpResponse.json({
          items: [
            { lead_id: 'free', lead: { ...free, assigned_to: 'user-2' }, problem: null },
            { lead_id: 'taken', lead: null, problem: refused },
          ],
        })
      }),
    )
    await assignAll([free, taken])
    expect(await screen.findByText('1 lead assigned')).toBeInTheDocument()
    expect(screen.getByText('1 lead selected')).toBeInTheDocument()
    expect(screen.getByText('Ana Souza: Another Vendor has this lead.')).toBeInTheDocument()
    expect(asked).toHaveBeenCalledWith({
      user_id: 'user-2',
      leads: [
        { lead_id: 'free', replaces: null },
        { lead_id: 'taken', replaces: 'user-9' },
      ],
    })
  })

  it('asks for no more at once than the API takes', async () => {
    const sizes: number[] = []
    server.use(
      http.post(api('/leads/assign'), async ({ request }) => {
        const { leads } = (await request.json()) as Asked
        sizes.push(leads.length)
        return HttpResponse.json({ items: leads.map(({ lead_id: id }) => ({ lead_id: id, lead: lead({ id }), problem: null })) })
      }),
    )
    await assignAll(Array.from({ length: 120 }, (_, number) => lead({ id: `lead-${number}` })))
    expect(await screen.findByText('120 leads assigned')).toBeInTheDocument()
    expect(sizes).toEqual([50, 50, 20])
  })

  it('says so when nothing could be asked for, and lets one try again', async () => {
    server.use(http.post(api('/leads/assign'), () => HttpResponse.json({ code: 'unavailable' }, { status: 503 })))
    await assignAll([lead()])
    expect(await screen.findByText('The leads were not assigned')).toBeInTheDocument()
    expect(screen.getByText('1 lead selected')).toBeInTheDocument()
  })
})
