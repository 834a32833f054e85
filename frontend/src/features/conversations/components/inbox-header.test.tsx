import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useRef, useState } from 'react'
import { describe, expect, it } from 'vitest'

import type { InboxFilter } from '@/lib/api/queries'

import { renderPage } from '@tests/render'

import { InboxHeader } from './inbox-header'

function Page() {
  const [filter, setFilter] = useState<InboxFilter>({ view: 'all' })
  return (
    <>
      <InboxHeader filter={filter} onChange={setFilter} searchBox={useRef(null)}>
        <button onClick={() => setFilter({ view: 'all' })}>Show all</button>
      </InboxHeader>
      <p>Shown: {filter.search ?? 'everything'}</p>
    </>
  )
}

describe('the search of the inbox', () => {
  it('narrows the list when one stops typing', async () => {
    renderPage(<Page />)
    await userEvent.type(screen.getByLabelText('Search conversations'), 'Ana ')
    expect(await screen.findByText('Shown: Ana')).toBeInTheDocument()
    expect(screen.getByLabelText('Search conversations')).toHaveValue('Ana ')
  })

  it('is empty again when all are shown by other means', async () => {
    renderPage(<Page />)
    await userEvent.type(screen.getByLabelText('Search conversations'), 'Ana')
    await screen.findByText('Shown: Ana')
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }))
    await waitFor(() => expect(screen.getByLabelText('Search conversations')).toHaveValue(''))
    expect(screen.getByText('Shown: everything')).toBeInTheDocument()
  })
})
