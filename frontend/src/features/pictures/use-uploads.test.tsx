import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import type { Picture } from '@/lib/api/types'

import { renderRouted } from '@tests/render-routed'
import { bot, me } from '@tests/samples'
import { api, server } from '@tests/server'

import { Pictures } from './components/pictures'

const FILES = 'http://files.example.com/'
const editor = me({ role: 'editor', powers: ['bots.read', 'bots.write'] })

const png = (name: string, bytes = 4) => {
  const file = new File(['some'], name, { type: 'image/png' })
  Object.defineProperty(file, 'size', { value: bytes })
  return file
}

const picture = (id: string, description: string): Picture =>
  ({ id, bot_id: 'bot-1', description, keywords: [], url: `${FILES}${id}`, thumbnail_url: `${FILES}${id}-small`, mime: 'image/png', size: 4000, width: 4, height: 3 }) as unknown as Picture

describe('pictures that are dropped', () => {
  let kept: Picture[] = []
  const completed: unknown[] = []
  let [started, sent] = [0, 0]
  beforeEach(() => {
    ;[kept, started, sent, completed.length] = [[], 0, 0, 0]
    // jsdom shows no files.
    URL.createObjectURL = () => 'blob:preview'
    URL.revokeObjectURL = vi.fn()
    server.use(
      http.get(api('/bots/bot-1/pictures'), () => HttpResponse.json({ items: kept, limit: 20, max_bytes: 5 * 1024 * 1024 })),
      http.post(api('/bots/bot-1/pictures'), () => HttpResponse.json({ id: `p-${++started}`, url: FILES, fields: { key: 'a-key' }, max_bytes: 5 * 1024 * 1024 }, { status: 201 })),
      http.post(FILES, () => {
        sent += 1
        return new HttpResponse(null, { status: 204 })
      }),
      http.post(api('/bots/bot-1/pictures/:id/complete'), async ({ request, params }) => {
        const said = (await request.json()) as { description: string }
        completed.push({ id: params.id, ...said })
        kept = [picture(String(params.id), said.description)]
        return HttpResponse.json(kept[0])
      }),
    )
  })
  const drop = async (...files: File[]) => {
    await renderRouted(() => <Pictures bot={bot()} />, { as: editor })
    await screen.findByText('PNG, JPEG or WebP, up to 5 MB each')
    await choose(...files)
  }
  const choose = async (...files: File[]) => {
    fireEvent.change(await screen.findByLabelText('Choose pictures'), { target: { files } })
  }
  const card = (name: string) => {
    const found = screen.getByText(name).closest('li')
    if (!found) throw new Error(`no card of ${name}`)
    return within(found)
  }
  const describeAndAdd = async (name: string, words: string) => {
    await userEvent.type(card(name).getByLabelText('What it shows'), words)
    await waitFor(() => expect(card(name).getByRole('button', { name: 'Add the picture' })).toBeEnabled())
    await userEvent.click(card(name).getByRole('button', { name: 'Add the picture' }))
  }
  const isPicture = async (description: string) => {
    expect(await screen.findByRole('img', { name: description })).toBeInTheDocument()
    expect(screen.queryByLabelText('What it shows')).not.toBeInTheDocument()
  }

  it('are sent at once, and become pictures when they are described', async () => {
    await drop(png('shop.png'))
    expect(await screen.findByText('Sent. Say what it shows, then add it.')).toBeInTheDocument()
    await describeAndAdd('shop.png', 'Our shop')
    await isPicture('Our shop')
    expect(completed).toEqual([{ id: 'p-1', description: 'Our shop', keywords: [] }])
  })

  it.each([
    ['no picture', new File(['some'], 'refused', { type: 'application/pdf' }), /It is no PNG, JPEG or WebP/],
    ['too large', png('refused', 5 * 1024 * 1024 + 1), /It is larger than 5 MB/],
    ['empty', png('refused', 0), /There is nothing in it/],
  ])('are not sent when they are %s, and say so until they are dismissed', async (_, file, why) => {
    await drop(file, png('shop.png'))
    expect(card('refused').getByRole('alert')).toHaveTextContent(why)
    expect(await screen.findByText('Sent. Say what it shows, then add it.')).toBeInTheDocument()
    expect(started).toBe(1)
    await userEvent.click(card('refused').getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByText('refused')).not.toBeInTheDocument()
    expect(screen.getByText('shop.png')).toBeInTheDocument()
  })

  it('are not sent when they are too large and came before the page knew how large they may be', async () => {
    server.use(http.get(api('/bots/bot-1/pictures'), () => HttpResponse.json({ code: 'unavailable' }, { status: 503 })))
    await renderRouted(() => <Pictures bot={bot()} />, { as: editor })
    await choose(png('shop.png', 5 * 1024 * 1024 + 1))
    expect(await screen.findByText('The file could not be sent')).toBeInTheDocument()
    expect(sent).toBe(0)
  })

  it('say that they did not arrive, keep what was written, and are sent again when asked', async () => {
    server.use(http.post(FILES, () => HttpResponse.error(), { once: true }))
    await drop(png('shop.png'))
    await userEvent.type(await screen.findByLabelText('What it shows'), 'Our shop')
    expect(await screen.findByText('The file could not be sent')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Add the picture' })).toBeDisabled()
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('Sent. Say what it shows, then add it.')).toBeInTheDocument()
    expect(screen.queryByText('The file could not be sent')).not.toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Add the picture' }))
    await isPicture('Our shop')
    expect(completed).toEqual([{ id: 'p-2', description: 'Our shop', keywords: [] }])
  })

  it('are not sent a second time when only the last step failed', async () => {
    server.use(http.post(api('/bots/bot-1/pictures/:id/complete'), () => HttpResponse.json({ code: 'unavailable' }, { status: 503 }), { once: true }))
    await drop(png('shop.png'))
    await screen.findByText('Sent. Say what it shows, then add it.')
    await describeAndAdd('shop.png', 'Our shop')
    expect(await screen.findByText('The picture was not saved')).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Add the picture' }))
    await isPicture('Our shop')
    expect([started, sent]).toEqual([1, 1])
  })

  it('do not wait for each other', async () => {
    server.use(http.post(FILES, () => new HttpResponse(null, { status: 403 }), { once: true }))
    await drop(png('first.png'), png('second.png'))
    expect(await screen.findByText('The file could not be sent')).toBeInTheDocument()
    expect(await screen.findByText('Sent. Say what it shows, then add it.')).toBeInTheDocument()
    expect(screen.getAllByLabelText('What it shows')).toHaveLength(2)
  })

  it('are not lost by a click on a link, unless one means it', async () => {
    await drop(png('shop.png'))
    await screen.findByText('Sent. Say what it shows, then add it.')
    await userEvent.click(screen.getByRole('link', { name: 'Elsewhere' }))
    await userEvent.click(within(await screen.findByRole('dialog', { name: 'Leave without saving?' })).getByRole('button', { name: 'Stay' }))
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    await userEvent.click(screen.getByRole('link', { name: 'Elsewhere' }))
    expect(await screen.findByText('Another page')).toBeInTheDocument()
  })
})
