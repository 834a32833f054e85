import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'

import type { LeadFilter } from '@/lib/api/queries'

import { renderPage } from '@tests/render'
import { bot } from '@tests/samples'
import { LeadToolbar } from './lead-toolbar'

describe('which leads to show', () => {
  const show = (filter: LeadFilter) => {
    const onChange = vi.fn<(filter: LeadFilter) => void>()
    renderPage(<LeadToolbar filter={filter} bots={[bot({ id: 'bot-1', name: 'Sample bot' })]} people={[{ id: 'user-2', name: 'Sample Vendor' }]} onChange={onChange} />)
    return onChange
  }

  it('keeps what was chosen before with each choice', async () => {
    const onChange = show({ status: 'qualified' })
    await userEvent.selectOptions(screen.getByLabelText('Vendor'), 'Nobody')
    expect(onChange).toHaveBeenLastCalledWith({ status: 'qualified', assigned_to: 'nobody' })
    await userEvent.selectOptions(screen.getByLabelText('Status'), 'Any status')
    expect(onChange).toHaveBeenLastCalledWith({ status: undefined })
    await userEvent.selectOptions(screen.getByLabelText('Date of'), 'Qualification')
    expect(onChange).toHaveBeenLastCalledWith({ status: 'qualified', by: 'qualified' })
  })

  it('asks for words once somebody stops typing', async () => {
    const onChange = show({})
    await userEvent.type(screen.getByLabelText('Search by name, number or value'), 'ana ')
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledOnce())
    expect(onChange).toHaveBeenCalledWith({ text: 'ana' })
  })

  it('is cleared as a whole, and only where there is something to clear', async () => {
    const onChange = show({ bot_id: 'bot-1', text: 'ana' })
    await userEvent.click(screen.getByRole('button', { name: 'Clear' }))
    expect(onChange).toHaveBeenCalledWith({})
  })

  it('says when the days make no span', () => {
    show({ from: '2026-02-02', to: '2026-02-01' })
    expect(screen.getByText('The last day lies before the first.')).toBeInTheDocument()
  })
})
