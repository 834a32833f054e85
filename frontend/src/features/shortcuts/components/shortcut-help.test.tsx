import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'

import { renderRouted } from '@tests/render-routed'

import { ShortcutHelp } from './shortcut-help'

describe('the list of shortcuts', () => {
  const show = () =>
    renderRouted(() => (
      <>
        <ShortcutHelp />
        <input aria-label="Message" />
      </>
    ))

  it('opens at a question mark, stands in the address, and closes at Escape', async () => {
    const { router } = await show()
    await userEvent.keyboard('?')
    expect(await screen.findByRole('dialog', { name: 'Keyboard' })).toBeInTheDocument()
    expect(router.state.location.search).toEqual({ help: true })
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(router.state.location.search).toEqual({})
  })

  it('stays closed while a question is written', async () => {
    await show()
    await userEvent.type(screen.getByLabelText('Message'), 'How much?')
    expect(screen.getByLabelText('Message')).toHaveValue('How much?')
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })
})
