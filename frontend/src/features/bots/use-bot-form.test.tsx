import { useQuery } from '@tanstack/react-query'
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'

import { botsQuery, keys } from '@/lib/api/queries'
import type { BotWithSession } from '@/lib/api/types'

import { renderRouted } from '@tests/render-routed'
import { bot, me } from '@tests/samples'
import { api, server } from '@tests/server'

import { BehaviourForm } from './components/behaviour-form'
import { changed } from './use-bot-form'

const editor = me({ role: 'editor', powers: ['bots.read', 'bots.write'] })
const viewer = me({ role: 'viewer', powers: ['bots.read'] })

function Page() {
  const bots = useQuery(botsQuery)
  return bots.data?.[0] ? <BehaviourForm bot={bots.data[0]} /> : null
}

describe('a section of a bot', () => {
  let stored: BotWithSession
  let sent: { body: unknown; version: string | null }[]
  beforeEach(() => {
    stored = bot({ prompt: 'Be kind.', version: 4 })
    sent = []
    server.use(
      http.get(api('/bots'), () => HttpResponse.json({ items: [stored] })),
      http.patch(api('/bots/bot-1'), async ({ request }) => {
        const version = request.headers.get('If-Match')
        const body = (await request.json()) as Partial<BotWithSession>
        sent.push({ body, version })
        if (version !== `"${stored.version}"`) return HttpResponse.json({ code: 'precondition_failed' }, { status: 412 })
        stored = { ...stored, ...body, version: stored.version + 1 }
        return HttpResponse.json(stored)
      }),
    )
  })
  const prompt = () => screen.findByLabelText('Prompt')
  const write = async (text: string) => {
    await userEvent.clear(await prompt())
    await userEvent.type(await prompt(), text)
  }
  const save = () => userEvent.click(screen.getByRole('button', { name: 'Save' }))

  it('sends only what was changed, for the version that was seen', async () => {
    await renderRouted(() => <Page />, { as: editor })
    await write('Be brief.')
    await save()
    await waitFor(() => expect(sent).toEqual([{ body: { prompt: 'Be brief.' }, version: '"4"' }]))
    await waitFor(() => expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled())
    expect(await prompt()).toHaveValue('Be brief.')
  })

  it('saves by the keyboard', async () => {
    await renderRouted(() => <Page />, { as: editor })
    await write('Be quick.')
    await userEvent.keyboard('{Control>}s{/Control}')
    await waitFor(() => expect(sent).toHaveLength(1))
  })

  it('follows what others save while nothing is entered', async () => {
    const { client } = await renderRouted(() => <Page />, { as: editor })
    expect(await prompt()).toHaveValue('Be kind.')
    client.setQueryData(keys.bots, [{ ...stored, prompt: 'Theirs.', version: 5 }])
    await waitFor(async () => expect(await prompt()).toHaveValue('Theirs.'))
  })

  it('asks whose change counts when both have changed the same', async () => {
    await renderRouted(() => <Page />, { as: editor })
    await write('Mine.')
    stored = { ...stored, prompt: 'Theirs.', version: 5 }
    await save()
    await screen.findByText(/Somebody else saved these settings/)
    expect(await prompt()).toHaveValue('Mine.')
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled()
    await userEvent.click(screen.getByRole('button', { name: 'Keep mine' }))
    await save()
    await waitFor(() => expect(stored).toMatchObject({ prompt: 'Mine.', version: 6 }))
  })

  it('can take theirs', async () => {
    await renderRouted(() => <Page />, { as: editor })
    await write('Mine.')
    stored = { ...stored, prompt: 'Theirs.', version: 5 }
    await save()
    await userEvent.click(await screen.findByRole('button', { name: 'Take theirs' }))
    expect(await prompt()).toHaveValue('Theirs.')
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled()
  })

  it('is not disturbed by changes elsewhere on the bot', async () => {
    await renderRouted(() => <Page />, { as: editor })
    await write('Mine.')
    stored = { ...stored, burst_window_ms: 900, version: 5 }
    await save()
    await screen.findByText('What you have changed here was not touched. Save again.')
    await save()
    await waitFor(() => expect(stored).toMatchObject({ prompt: 'Mine.', burst_window_ms: 900, version: 6 }))
  })

  it('asks before unsaved changes are left', async () => {
    await renderRouted(() => <Page />, { as: editor })
    await write('Mine.')
    await userEvent.click(screen.getByRole('link', { name: 'Elsewhere' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Leave without saving?' }))
    await userEvent.click(dialog.getByRole('button', { name: 'Stay' }))
    expect(await prompt()).toHaveValue('Mine.')
    await userEvent.click(screen.getByRole('link', { name: 'Elsewhere' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Leave without saving' }))
    expect(await screen.findByText('Another page')).toBeInTheDocument()
  })

  it('can only be read by those who may not change it', async () => {
    await renderRouted(() => <Page />, { as: viewer })
    expect(await prompt()).toBeDisabled()
    expect(screen.queryByRole('button', { name: 'Save' })).not.toBeInTheDocument()
  })
})

describe('what is changed', () => {
  it('is what differs, however deep', () => {
    expect(changed({ name: 'A', features: { groups: true } }, { name: 'A', features: { groups: false } })).toEqual({ features: { groups: true } })
  })
})
