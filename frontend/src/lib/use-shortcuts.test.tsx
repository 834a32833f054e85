import { fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { describe, expect, it, vi } from 'vitest'

import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'

import { useShortcuts } from './use-shortcuts'

function Page({ actions, children }: { actions: Record<string, () => void>; children?: ReactNode }) {
  useShortcuts(actions)
  return <main>{children}</main>
}

/** A page on which J, / and ? do something; returns what they do. */
function show(children?: ReactNode) {
  const actions = { j: vi.fn(), '/': vi.fn(), '?': vi.fn() }
  const { rerender, unmount } = render(<Page actions={actions}>{children}</Page>)
  const change = (next: Record<string, () => void>) => rerender(<Page actions={next}>{children}</Page>)
  return { ...actions, change, unmount }
}

describe('useShortcuts', () => {
  it('does what the key stands for, once, and only that', async () => {
    const { j, '/': search } = show()
    await userEvent.keyboard('j')
    expect(j).toHaveBeenCalledTimes(1)
    expect(search).not.toHaveBeenCalled()
  })

  it('takes a letter as a capital too, and a character wherever it is on the keyboard', async () => {
    const { j, '?': help } = show()
    await userEvent.keyboard('J{Shift>}?{/Shift}')
    expect(j).toHaveBeenCalledTimes(1)
    expect(help).toHaveBeenCalledTimes(1)
  })

  it('keeps a key that it uses from doing anything else, and leaves the others alone', () => {
    show()
    // fireEvent says whether the browser may still do what it does with a key: "/" would open Firefox's search.
    expect(fireEvent.keyDown(document.body, { key: '/' })).toBe(false)
    expect(fireEvent.keyDown(document.body, { key: 'Tab' })).toBe(true)
  })

  it.each([
    ['a text field', <input key="field" aria-label="Field" />],
    ['a text of many lines', <textarea key="field" aria-label="Field" />],
    ['a choice', <select key="field" aria-label="Field" />],
  ])('leaves what is typed into %s there', async (_what, field) => {
    const { j, '/': search } = show(field)
    screen.getByLabelText('Field').focus()
    await userEvent.keyboard('j/')
    expect(j).not.toHaveBeenCalled()
    expect(search).not.toHaveBeenCalled()
  })

  it('leaves what is typed into an editable text there', () => {
    const { j } = show(<div aria-label="Text">Sample</div>)
    const text = screen.getByLabelText('Text')
    // jsdom does not know of editable texts.
    Object.defineProperty(text, 'isContentEditable', { value: true })
    expect(fireEvent.keyDown(text, { key: 'j' })).toBe(true)
    expect(j).not.toHaveBeenCalled()
  })

  it('works from a button or a link that has the focus', async () => {
    const { j } = show(<button type="button">Sample</button>)
    screen.getByRole('button').focus()
    await userEvent.keyboard('j')
    expect(j).toHaveBeenCalledTimes(1)
  })

  it.each(['Control', 'Meta', 'Alt'])('leaves a key together with %s to the browser', async (modifier) => {
    const { j } = show()
    await userEvent.keyboard(`{${modifier}>}j{/${modifier}}`)
    expect(j).not.toHaveBeenCalled()
  })

  it('leaves keys to an input method while it composes', () => {
    const { j } = show()
    expect(fireEvent.keyDown(document.body, { key: 'j', isComposing: true })).toBe(true)
    // Where the composing key itself is told, it has no letter.
    fireEvent.keyDown(document.body, { key: 'Process', keyCode: 229 })
    fireEvent.keyDown(document.body, { key: 'Dead' })
    expect(j).not.toHaveBeenCalled()
    fireEvent.keyDown(document.body, { key: 'j' })
    expect(j).toHaveBeenCalledTimes(1)
  })

  it('leaves a key that something else has used', async () => {
    const { j } = show(
      <button type="button" onKeyDown={(event) => event.preventDefault()}>
        Sample
      </button>,
    )
    screen.getByRole('button').focus()
    await userEvent.keyboard('j')
    expect(j).not.toHaveBeenCalled()
  })

  it('does nothing on a page below a dialog', async () => {
    const { j } = show(
      <Dialog defaultOpen>
        <DialogContent title="Sample">
          <button type="button">Within</button>
        </DialogContent>
      </Dialog>,
    )
    screen.getByRole('button', { name: 'Within' }).focus()
    await userEvent.keyboard('j')
    expect(j).not.toHaveBeenCalled()
    await userEvent.keyboard('{Escape}')
    await userEvent.keyboard('j')
    expect(j).toHaveBeenCalledTimes(1)
  })

  it('does nothing below an open menu, where letters look for an item', async () => {
    const { j } = show(
      <Menu>
        <MenuTrigger>More</MenuTrigger>
        <MenuContent>
          <MenuItem>Join</MenuItem>
        </MenuContent>
      </Menu>,
    )
    await userEvent.click(screen.getByRole('button', { name: 'More' }))
    await screen.findByRole('menuitem', { name: 'Join' })
    await userEvent.keyboard('j')
    expect(j).not.toHaveBeenCalled()
  })

  it('does what a key stands for now, and nothing once its page is left', async () => {
    const { j, change, unmount } = show()
    const now = vi.fn()
    change({ j: now })
    await userEvent.keyboard('j')
    expect(j).not.toHaveBeenCalled()
    expect(now).toHaveBeenCalledTimes(1)
    unmount()
    await userEvent.keyboard('j')
    expect(now).toHaveBeenCalledTimes(1)
  })
})
