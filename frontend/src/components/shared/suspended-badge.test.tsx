import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'

import { renderPage } from '@tests/render'
import { me } from '@tests/samples'

import { SuspendedBadge } from './suspended-badge'

describe('a bot that its plan is too small for', () => {
  it('says so, and where a larger one is', async () => {
    renderPage(<SuspendedBadge bot={{ suspended_by: 'plan' }} />, { as: me({ role: 'owner', powers: ['billing'] }) })
    expect(await screen.findByText('Paused by your plan')).toBeInTheDocument()
    expect(await screen.findByRole('link', { name: 'See plans' })).toHaveAttribute('href', '/billing')
  })

  it('is told from one that runs', async () => {
    renderPage(
      <>
        <SuspendedBadge bot={{ suspended_by: null }} />
        <p>There</p>
      </>,
    )
    expect(await screen.findByText('There')).toBeInTheDocument()
    expect(screen.queryByText('Paused by your plan')).toBeNull()
  })
})
