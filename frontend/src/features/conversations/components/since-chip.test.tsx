import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'

import { keys } from '@/lib/api/queries'
import { renderRouted } from '@tests/render-routed'

import { SinceChip } from './since-chip'

describe('what the list of conversations is narrowed down to', () => {
  it('is said with its day and its bot, and can be taken back', async () => {
    const onClear = vi.fn()
    await renderRouted(() => <SinceChip filter={{ view: 'all', from: '2026-01-31', what: 'handover', bot_id: 'bot-1' }} onClear={onClear} />, {
      prepare: (client) => client.setQueryData(keys.directory, { people: [], bots: [{ id: 'bot-1', name: 'Shop', fields: [], faq: [] }] }),
    })
    expect(screen.getByText('Handed over to people since Jan 31, 2026 · Shop')).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Show all conversations' }))
    expect(onClear).toHaveBeenCalledOnce()
  })

  it('is nothing where nothing was narrowed down', async () => {
    await renderRouted(() => <SinceChip filter={{ view: 'mine', search: 'Ana' }} onClear={() => undefined} />)
    expect(screen.queryByRole('button')).not.toBeInTheDocument()
  })
})
