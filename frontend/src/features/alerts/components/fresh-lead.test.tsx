import { cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { renderPage } from '@tests/render'
import { lead } from '@tests/samples'

import { FreshLead } from './fresh-lead'

const nothing = () => undefined
const show = (change: Partial<Parameters<typeof FreshLead>[0]> = {}) =>
  renderPage(<FreshLead lead={lead({ push_name: 'Ana' })} byKey onClaim={nothing} onOpen={nothing} onDismiss={nothing} {...change} />)

describe('FreshLead', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('is taken by one press, and names the key only where the key does it', async () => {
    const onClaim = vi.fn()
    show({ onClaim })
    const take = screen.getByRole('button', { name: /Take it/ })
    expect(take).toHaveTextContent('A')
    await userEvent.click(take)
    expect(onClaim).toHaveBeenCalledOnce()
    cleanup()
    show({ byKey: false })
    expect(screen.getByRole('button', { name: 'Take it' })).toBeInTheDocument()
  })
  it('can not be taken when it was given to this person already', () => {
    show({ lead: lead({ assigned_to: 'user-1' }) })
    expect(screen.queryByRole('button', { name: /Take it/ })).not.toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Look first' })).toBeInTheDocument()
  })
  it('asks once whether the desktop shall tell, and the browser only after a yes', async () => {
    const requestPermission = vi.fn(() => Promise.resolve('granted'))
    vi.stubGlobal('Notification', { permission: 'default', requestPermission })
    show()
    expect(requestPermission).not.toHaveBeenCalled()
    await userEvent.click(screen.getByRole('button', { name: 'Yes, please' }))
    expect(requestPermission).toHaveBeenCalledOnce()
    expect(screen.queryByText(/Shall the desktop/)).not.toBeInTheDocument()
  })
})
