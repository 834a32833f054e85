import { render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { describe, expect, it } from 'vitest'

import { Dialog, DialogContent } from './dialog'

const show = (content: ReactNode) =>
  render(
    <Dialog open>
      <DialogContent title="A sheet">{content}</DialogContent>
    </Dialog>,
  )

describe('what has the focus when a dialog opens', () => {
  it('is the first field of its form, and not the way out', () => {
    show(
      <form>
        <input type="hidden" />
        <input aria-label="Off" disabled />
        <input aria-label="Name" />
        <textarea aria-label="Text" />
      </form>,
    )
    expect(screen.getByLabelText('Name')).toHaveFocus()
  })

  it('is what is chosen already, where one is to choose', () => {
    show(
      <form>
        <input type="radio" name="how" aria-label="Won" />
        <input type="radio" name="how" aria-label="Lost" defaultChecked />
      </form>,
    )
    expect(screen.getByLabelText('Lost')).toHaveFocus()
  })

  it('is what asks for it by itself', () => {
    show(
      <form>
        <input aria-label="Name" />
        <input aria-label="Address" autoFocus />
      </form>,
    )
    expect(screen.getByLabelText('Address')).toHaveFocus()
  })

  it('is the way out where there is nothing to fill in', () => {
    show(<select aria-label="Not of a form" />)
    expect(screen.getByRole('button', { name: 'Close' })).toHaveFocus()
  })
})
