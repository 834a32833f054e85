import { useQuery } from '@tanstack/react-query'
import { screen, within } from '@testing-library/react'
import { delay, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'

import { botsQuery, keys } from '@/lib/api/queries'
import { renderRouted } from '@tests/render-routed'
import { bot } from '@tests/samples'
import { makeScrollable, placeOf, scroll } from '@tests/scrolling'
import { api, server } from '@tests/server'

import { BotList } from './bot-list'

const MANY = 10_000
const bots = Array.from({ length: MANY }, (_, at) => bot({ id: `bot-${at}`, name: `Bot ${at}` }))

function Live() {
  return <BotList bots={useQuery(botsQuery).data ?? []} />
}

describe('a list of 10,000 bots', () => {
  beforeEach(makeScrollable)
  // What is in the cache is all there is.
  beforeEach(() => server.use(http.get(api('/bots'), () => delay('infinite'))))
  const show = () => renderRouted(() => <Live />, { prepare: (client) => client.setQueryData(keys.bots, bots) })
  const row = (name: string) => screen.getByRole('link', { name }).closest('li') as HTMLElement

  it('has no more of them in the page than fit', async () => {
    await show()
    const list = await screen.findByRole('list', { name: 'Bots' })
    expect(within(list).getAllByRole('listitem').length).toBeLessThan(60)
    expect(row('Bot 0')).toHaveAttribute('aria-setsize', String(MANY))
  })

  it('leads to the last one, and that one to its page', async () => {
    await show()
    await screen.findByRole('list', { name: 'Bots' })
    scroll(Number.MAX_SAFE_INTEGER)
    expect(screen.getByRole('link', { name: `Bot ${MANY - 1}` })).toHaveAttribute('href', `/bots/bot-${MANY - 1}`)
  })

  it('stays where one reads when a bot changes, comes or goes', async () => {
    const { client } = await show()
    await screen.findByRole('list', { name: 'Bots' })
    scroll(84 * 5_000)
    const place = placeOf(row('Bot 5000'))
    client.setQueryData(keys.bots, [
      bot({ id: 'bot-new', name: 'New bot' }),
      ...bots.filter(({ id }) => id !== 'bot-10' && id !== 'bot-11').map((one) => (one.id === 'bot-5001' ? { ...one, name: 'Renamed' } : one)),
    ])
    await screen.findByRole('link', { name: 'Renamed' })
    expect(placeOf(row('Bot 5000'))).toBe(place)
    expect(row('Bot 5000')).toHaveAttribute('aria-setsize', String(MANY - 1))
  })
})
