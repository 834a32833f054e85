import { useQuery } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'

import { botsQuery } from '@/lib/api/queries'
import type { Session } from '@/lib/api/types'

import { renderPage } from '@tests/render'
import { bot, session } from '@tests/samples'
import { api, server } from '@tests/server'

import { BOT_PHONE, CUSTOMER, SAMPLE_MESSAGE } from '../sample'
import { ScanButton, SimulatedPhone } from './simulated-phone'

const SIMULATOR = 'http://simulator.example.com'
const working = session({ status: 'WORKING', qr: null, phone: '5511900000009' })

function Panel() {
  const { data } = useQuery(botsQuery)
  return data?.[0] ? <ScanButton simulatorUrl={SIMULATOR} session={data[0].session} /> : null
}

describe('the simulated phone', () => {
  let phones: { number: string; name: string }[] = []
  const scanned: unknown[] = []
  const written: unknown[] = []
  const refusals: (() => Response)[] = []
  let now: Session = session()
  beforeEach(() => {
    ;[phones, now, scanned.length, written.length, refusals.length] = [[], session(), 0, 0, 0]
    server.use(
      http.get(api('/bots'), () => HttpResponse.json({ items: [bot({ session: now })], next_cursor: null })),
      http.get(`${SIMULATOR}/phones`, () => HttpResponse.json({ items: phones })),
      http.post(`${SIMULATOR}/phones`, async ({ request }) => {
        const phone = (await request.json()) as (typeof phones)[number]
        phones = [...phones.filter(({ number }) => number !== phone.number), phone]
        return HttpResponse.json(phone, { status: 201 })
      }),
      http.post(`${SIMULATOR}/phones/:number/scan`, async ({ request, params }) => {
        scanned.push([params.number, ((await request.json()) as { qr: string }).qr])
        return refusals.shift()?.() ?? new HttpResponse(null, { status: 204 })
      }),
      http.post(`${SIMULATOR}/phones/:number/messages`, async ({ request, params }) => {
        written.push([params.number, await request.json()])
        return refusals.shift()?.() ?? new HttpResponse(null, { status: 204 })
      }),
    )
  })
  const refuse = (status: number) => refusals.push(() => HttpResponse.json({ code: 'unknown_code', detail: 'No page shows this code.' }, { status }))
  const scan = async () => {
    renderPage(<Panel />)
    await userEvent.click(await screen.findByRole('button', { name: 'Scan' }))
  }

  it('scans the code that is shown', async () => {
    await scan()
    await waitFor(() => expect(scanned).toEqual([[BOT_PHONE.number, 'a-code']]))
    await waitFor(() => expect(screen.getByRole('button', { name: 'Scan' })).toBeEnabled())
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('looks again, like a camera, when the code has just changed', async () => {
    refusals.push(() => {
      now = session({ qr: 'the-next-code' })
      return HttpResponse.json({ code: 'unknown_code', detail: 'No page shows this code.' }, { status: 422 })
    })
    await scan()
    await waitFor(() => expect(scanned.at(-1)).toEqual([BOT_PHONE.number, 'the-next-code']), { timeout: 5000 })
    await waitFor(() => expect(screen.getByRole('button', { name: 'Scan' })).toBeEnabled())
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('says why it could not scan, without trying what cannot help', async () => {
    refuse(409)
    await scan()
    expect(await screen.findByRole('alert')).toHaveTextContent('The phone could not scan the codeNo page shows this code.')
    expect(scanned).toHaveLength(1)
  })

  it('offers no scan before there is a code, and none after', () => {
    renderPage(
      <>
        <ScanButton simulatorUrl={SIMULATOR} session={session({ status: 'STARTING', qr: null })} />
        <ScanButton simulatorUrl={SIMULATOR} session={working} />
      </>,
    )
    expect(screen.getByRole('button', { name: 'Scan' })).toBeDisabled()
    expect(screen.getByRole('button', { name: 'Scanned' })).toBeDisabled()
  })

  it('says that the bot needs a phone first', async () => {
    renderPage(<SimulatedPhone simulatorUrl={SIMULATOR} session={session()} />)
    expect(screen.getByRole('button', { name: 'Send a sample message' })).toBeDisabled()
    expect(screen.getByText(/Scan the code first/)).toBeInTheDocument()
    expect(await screen.findByText(/simulated customer’s phone appears here/)).toBeInTheDocument()
  })

  it('writes the sample message to the number that is linked, and shows the customer’s chat', async () => {
    renderPage(<SimulatedPhone simulatorUrl={SIMULATOR} session={working} />)
    await userEvent.click(screen.getByRole('button', { name: 'Send a sample message' }))
    await waitFor(() => expect(written).toEqual([[CUSTOMER.number, { to: '5511900000009', text: SAMPLE_MESSAGE }]]))
    const chat = await screen.findByTitle('The customer\'s simulated phone')
    expect(chat).toHaveAttribute('src', `${SIMULATOR}/phones?number=${CUSTOMER.number}&with=5511900000009&embed=1`)
  })

  it('says that the message did not go, and sends it when asked again', async () => {
    refuse(503)
    renderPage(<SimulatedPhone simulatorUrl={SIMULATOR} session={working} />)
    await userEvent.click(screen.getByRole('button', { name: 'Send a sample message' }))
    expect(await screen.findByText('The sample message was not sent')).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Send a sample message' }))
    await waitFor(() => expect(screen.queryByText('The sample message was not sent')).not.toBeInTheDocument())
    expect(written).toHaveLength(2)
  })

  it('says that the simulator is gone, and finds it again', async () => {
    server.use(http.get(`${SIMULATOR}/phones`, () => HttpResponse.error(), { once: true }))
    phones = [CUSTOMER]
    renderPage(<SimulatedPhone simulatorUrl={SIMULATOR} session={working} />)
    expect(await screen.findByText('The simulated WhatsApp does not answer')).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByTitle('The customer\'s simulated phone')).toBeInTheDocument()
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })
})
