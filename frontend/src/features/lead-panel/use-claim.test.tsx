import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, it, vi } from 'vitest'

import { ToastProvider } from '@/components/ui/toast'
import { renderPage } from '@tests/render'
import { leadWithChat } from '@tests/samples'
import { api, server } from '@tests/server'

import { useClaim } from './use-claim'

function Claim({ onDone }: { onDone: () => void }) {
  const { claim } = useClaim()
  return <button onClick={() => claim('lead-1', onDone)}>Claim</button>
}

const press = async (answer: () => Response, onDone = vi.fn()) => {
  const bodies: unknown[] = []
  server.use(
    http.post(api('/leads/lead-1/assign'), async ({ request }) => {
      bodies.push(await request.json())
      return answer()
    }),
  )
  renderPage(
    <ToastProvider>
      <Claim onDone={onDone} />
    </ToastProvider>,
  )
  await userEvent.click(screen.getByRole('button', { name: 'Claim' }))
  return { bodies, onDone }
}

describe('claiming a lead', () => {
  it('gives it to whoever asks', async () => {
    const { bodies, onDone } = await press(() => HttpResponse.json(leadWithChat({ assigned_to: 'user-1' })))
    await vi.waitFor(() => expect(onDone).toHaveBeenCalledOnce())
    expect(bodies).toEqual([{ user_id: 'user-1' }])
  })
  it('tells who was faster', async () => {
    const taken = { code: 'already_assigned', detail: '', fields: { assigned_to: 'Bruno' } }
    const { onDone } = await press(() => HttpResponse.json(taken, { status: 409 }))
    expect(await screen.findByText('Bruno was faster')).toBeInTheDocument()
    expect(onDone).not.toHaveBeenCalled()
  })
  it('says why it failed otherwise', async () => {
    await press(() => HttpResponse.json({ code: 'unavailable' }, { status: 503 }))
    expect(await screen.findByText('The lead was not assigned')).toBeInTheDocument()
  })
})
