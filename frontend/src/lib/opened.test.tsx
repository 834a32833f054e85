import { createMemoryHistory, createRootRoute, createRoute, createRouter, Link, RouterProvider } from '@tanstack/react-router'
import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'

import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'

import { openings, useCloseStale, useOpened, withoutOpened } from './opened'
import { oneOf, search } from './search-params'

const KNOWN = ['one', 'two']

function Page() {
  const form = useOpened('new')
  const edit = useOpened('edit')
  const history = useOpened('history')
  useCloseStale(edit, edit.value !== undefined && !KNOWN.includes(edit.value))
  const toggle = (is: boolean) => (is ? form.open(true) : form.close())
  return (
    <>
      <h1>The page</h1>
      <Dialog open={form.value ?? false} onOpenChange={toggle}>
        <DialogTrigger>New</DialogTrigger>
        <DialogContent title="A new one">
          <button
            onClick={() => {
              form.close()
              form.close()
            }}
          >
            Done
          </button>
        </DialogContent>
      </Dialog>
      {KNOWN.map((id) => (
        <button key={id} onClick={() => edit.open(id)}>
          Edit {id}
        </button>
      ))}
      {edit.value ? (
        <section aria-label={`Editing ${edit.value}`}>
          <button onClick={() => history.open('one')}>History</button>
          <button onClick={() => history.open('one', 'edit')}>Only history</button>
          <button onClick={edit.close}>Close</button>
        </section>
      ) : null}
      {history.value ? <section aria-label={`History of ${history.value}`} /> : null}
    </>
  )
}

/** Two pages; one comes to `at`, by a link from elsewhere unless it is the first one. */
async function come(at: string) {
  const root = createRootRoute()
  const tree = root.addChildren([
    createRoute({ getParentRoute: () => root, path: '/', component: () => <Link to={'/page' as '/'}>To the page</Link> }),
    createRoute({
      getParentRoute: () => root,
      path: '/page',
      validateSearch: search({ view: oneOf('mine', 'all'), ...openings('new', 'edit', 'history') }),
      component: Page,
    }),
  ])
  const router = createRouter({ routeTree: tree, history: createMemoryHistory({ initialEntries: [at] }), search: { strict: true } })
  await router.load()
  render(<RouterProvider router={router as never} />)
  if (at === '/') await userEvent.click(await screen.findByText('To the page'))
  await screen.findByText('The page')
  const address = () => router.state.location.href
  const back = () => act(() => router.history.back())
  const forward = () => act(() => router.history.forward())
  return { address, back, forward }
}

describe('what is open above a page', () => {
  it('stands in the address, and back closes it', async () => {
    const { address, back } = await come('/')
    await userEvent.click(screen.getByText('New'))
    expect(await screen.findByRole('dialog', { name: 'A new one' })).toBeInTheDocument()
    expect(address()).toBe('/page?new=true')
    back()
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(address()).toBe('/page')
  })

  it('leaves nothing behind that back would have to pass', async () => {
    const { back } = await come('/')
    await userEvent.click(screen.getByText('New'))
    await screen.findByRole('dialog')
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    back()
    expect(await screen.findByText('To the page')).toBeInTheDocument()
  })

  it('opens again with forward, and closes again', async () => {
    const { address, forward } = await come('/')
    await userEvent.click(screen.getByText('New'))
    for (let times = 0; times < 2; times += 1) {
      await screen.findByRole('dialog')
      await userEvent.keyboard('{Escape}')
      await waitFor(() => expect(address()).toBe('/page'))
      forward()
    }
    expect(await screen.findByRole('dialog')).toBeInTheDocument()
  })

  it('closes once, however often it is told to', async () => {
    const { address } = await come('/')
    await userEvent.click(screen.getByText('New'))
    await userEvent.click(await screen.findByText('Done'))
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(address()).toBe('/page')
  })

  it.each(['/page?new', '/page?new=true', '/page?view=mine&new=1'])('is shown to who comes by the link %s, and closes to the page', async (link) => {
    const { address } = await come(link)
    expect(await screen.findByRole('dialog', { name: 'A new one' })).toBeInTheDocument()
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(address()).toBe(link.includes('view') ? '/page?view=mine' : '/page')
  })

  it.each(['new=perhaps', 'view=nobodys', 'edit=', 'edit=gone', 'unheard=of', 'help=true'])('is nothing for ?%s, which goes from the address', async (nonsense) => {
    const { address } = await come(`/page?${nonsense}`)
    await waitFor(() => expect(address()).toBe('/page'))
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(screen.queryByRole('region')).not.toBeInTheDocument()
  })

  it('is one of a kind: another takes its place, and back passes both', async () => {
    const { address, back } = await come('/')
    await userEvent.click(screen.getByText('Edit one'))
    await screen.findByRole('region', { name: 'Editing one' })
    await userEvent.click(screen.getByText('Edit two'))
    await screen.findByRole('region', { name: 'Editing two' })
    expect(address()).toBe('/page?edit=two')
    back()
    await waitFor(() => expect(address()).toBe('/page'))
  })

  it('goes with all that was opened above it', async () => {
    const { address, back } = await come('/')
    await userEvent.click(screen.getByText('Edit one'))
    await userEvent.click(await screen.findByText('History'))
    await screen.findByRole('region', { name: 'History of one' })
    await userEvent.click(screen.getByText('Close'))
    await waitFor(() => expect(address()).toBe('/page'))
    expect(screen.queryByRole('region')).not.toBeInTheDocument()
    back()
    expect(await screen.findByText('To the page')).toBeInTheDocument()
  })

  it('makes room for what is opened in its place, and comes back with back', async () => {
    const { address, back } = await come('/')
    await userEvent.click(screen.getByText('Edit one'))
    await userEvent.click(await screen.findByText('Only history'))
    await waitFor(() => expect(address()).toBe('/page?history=one'))
    expect(screen.queryByRole('region', { name: 'Editing one' })).not.toBeInTheDocument()
    back()
    expect(await screen.findByRole('region', { name: 'Editing one' })).toBeInTheDocument()
  })
})

describe('withoutOpened', () => {
  it('leaves what the page itself shows', () => {
    expect(withoutOpened({ view: 'mine', search: 'Ana', field: 'email', account: 'password' })).toEqual({ view: 'mine', search: 'Ana' })
  })
})
