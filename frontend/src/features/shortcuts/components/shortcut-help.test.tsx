import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'

import { useShortcuts } from '@/lib/use-shortcuts'
import { renderRouted } from '@tests/render-routed'

import { ShortcutHelp } from './shortcut-help'

const nothing = () => undefined

function Chat() {
  useShortcuts({ r: nothing, i: nothing })
  return null
}

function Page() {
  const [inChat, setInChat] = useState(false)
  useShortcuts({ j: nothing, c: () => setInChat(true) })
  return (
    <>
      <ShortcutHelp />
      {inChat ? <Chat /> : null}
    </>
  )
}

const listed = () => screen.getAllByRole('term').map(({ textContent }) => textContent)

describe('the help for the keyboard', () => {
  it('names itself alone where no other key does anything', async () => {
    await renderRouted(() => <ShortcutHelp />)
    await userEvent.keyboard('?')
    await screen.findByRole('dialog', { name: 'Keyboard' })
    expect(listed()).toEqual(['These keys'])
  })

  it('names the keys that work on the page as it is', async () => {
    await renderRouted(() => <Page />)
    await userEvent.keyboard('?')
    await screen.findByRole('dialog', { name: 'Keyboard' })
    expect(listed()).toEqual(['Next conversation', 'These keys'])
    await userEvent.keyboard('{Escape}')
    await userEvent.keyboard('c')
    await userEvent.keyboard('?')
    await screen.findByRole('dialog', { name: 'Keyboard' })
    expect(listed()).toEqual(['Next conversation', 'Reply', 'In an empty message: answers that are ready', 'Show or hide the lead', 'These keys'])
  })

  it('opens at a question mark, stands in the address, and closes at Escape', async () => {
    const { router } = await renderRouted(() => <ShortcutHelp />)
    await userEvent.keyboard('?')
    expect(await screen.findByRole('dialog', { name: 'Keyboard' })).toBeInTheDocument()
    expect(router.state.location.search).toEqual({ help: true })
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(router.state.location.search).toEqual({})
  })

  it('stays closed while a question is written', async () => {
    await renderRouted(() => (
      <>
        <ShortcutHelp />
        <input aria-label="Message" />
      </>
    ))
    await userEvent.type(screen.getByLabelText('Message'), 'How much?')
    expect(screen.getByLabelText('Message')).toHaveValue('How much?')
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })
})
