import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'

import type { BotWithSession } from '@/lib/api/types'

import { renderRouted } from '@tests/render-routed'
import { bot, lead, leadWithChat, me } from '@tests/samples'
import { api, server } from '@tests/server'

import type { Schedule } from '../types'
import { Schedules } from './schedules'

const editor = me({ role: 'editor', powers: ['bots.read', 'bots.write', 'leads.read', 'schedules.read', 'schedules.write'] })
const viewer = me({ role: 'viewer', powers: ['bots.read', 'schedules.read'] })
const scheduling = (on: boolean) => bot({ features: { ...bot().features, scheduling: on } })

const schedule = (change: Partial<Schedule> = {}): Schedule => ({
  id: 'schedule-1',
  bot_id: 'bot-1',
  action: 'pause',
  lead_id: null,
  text: null,
  when: { kind: 'weekly', days: ['mon', 'fri'], time: '09:00' },
  time_zone: 'America/Recife',
  state: 'pending',
  next_at: '2026-01-02T12:00:00.000Z',
  last: null,
  created_by: 'user-1',
  created_at: '2026-01-01T09:00:00.000Z',
  updated_at: '2026-01-01T09:00:00.000Z',
  version: 2,
  ...change,
})

function show(of: BotWithSession, as = editor, at = '/') {
  return renderRouted(() => <Schedules bot={of} bots={[of]} />, { as, at })
}

describe('schedules', () => {
  let asked: unknown[] = []
  beforeEach(() => {
    asked = []
    server.use(
      http.get(api('/bots/bot-1/schedules'), ({ request }) =>
        HttpResponse.json({ items: new URL(request.url).searchParams.get('live') === 'true' ? [schedule()] : [], next_cursor: null }),
      ),
      http.get(api('/schedules/schedule-1'), () => HttpResponse.json(schedule())),
      http.get(api('/directory'), () => HttpResponse.json({ people: [], bots: [] })),
      http.post(api('/schedules/preview'), () =>
        HttpResponse.json({
          runs: ['2026-01-02T12:00:00.000Z', '2026-01-05T12:00:00.000Z'],
          time_zone: 'America/Recife',
          sentence: '',
          warnings: [{ kind: 'left_out', local: '2027-03-14T02:30', runs_at: null, message: '' }],
        }),
      ),
      http.post(api('/bots/bot-1/schedules'), async ({ request }) => {
        asked.push(await request.json())
        return HttpResponse.json(schedule({ id: 'schedule-2' }), { status: 201 })
      }),
    )
  })

  it('says what happens when, on the clocks of the schedule’s own zone', async () => {
    await show(scheduling(true))
    const row = await screen.findByRole('listitem')
    expect(row).toHaveTextContent('Pause: Mon, Fri at 09:00')
    expect(row).toHaveTextContent(/Next: Fri, Jan 2, 2026, 09:00 AM/)
  })

  it('shows the next times, and what summer time does, before anything is saved', async () => {
    await show(scheduling(true))
    await userEvent.click(await screen.findByRole('button', { name: 'New schedule' }))
    const form = within(await screen.findByRole('dialog', { name: 'New schedule' }))
    expect(within(await form.findByRole('list', { name: 'Next times' })).getAllByRole('listitem')).toHaveLength(2)
    expect(form.getByText(/does not exist in America\/Recife.*does not run that day/)).toBeInTheDocument()
    expect(asked).toEqual([])
  })

  it('saves the sentence as it stands', async () => {
    await show(scheduling(true))
    await userEvent.click(await screen.findByRole('button', { name: 'New schedule' }))
    const form = within(await screen.findByRole('dialog', { name: 'New schedule' }))
    await userEvent.selectOptions(form.getByLabelText('What to do'), 'Stop')
    await userEvent.click(form.getByRole('button', { name: 'Sat' }))
    await userEvent.click(form.getByRole('button', { name: 'Mon' }))
    await userEvent.click(form.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(asked).toHaveLength(1))
    expect(asked[0]).toEqual({ action: 'disable', when: { kind: 'weekly', days: ['tue', 'wed', 'thu', 'fri', 'sat'], time: '09:00' }, time_zone: 'UTC' })
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })

  it('finds whom to write to by a part of the name, and reads as a sentence', async () => {
    const searched: (string | null)[] = []
    server.use(
      http.get(api('/leads'), ({ request }) => {
        const asks = new URL(request.url).searchParams
        searched.push(asks.get('text'))
        const maria = lead({ id: 'lead-7', push_name: 'Maria (sample)', fields: {} })
        return HttpResponse.json({ items: asks.get('bot_id') === 'bot-1' && asks.get('text') === 'mari' ? [maria] : [], next_cursor: null })
      }),
      http.get(api('/leads/lead-7'), () => HttpResponse.json(leadWithChat({ id: 'lead-7', push_name: 'Maria (sample)', fields: {} }))),
    )
    await show(scheduling(true))
    await userEvent.click(await screen.findByRole('button', { name: 'New schedule' }))
    const dialog = await screen.findByRole('dialog', { name: 'New schedule' })
    const form = within(dialog)
    await userEvent.selectOptions(form.getByLabelText('What to do'), 'Send a message')
    const whom = form.getByLabelText('To whom', { selector: 'input' })
    await userEvent.click(whom)
    await userEvent.paste('mari')
    await form.findByText('Maria (sample)', undefined, { timeout: 3000 })
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(whom).toHaveValue('Maria (sample)'))
    expect(searched).toContain('mari')
    const save = form.getByText('Save')
    expect(save).toBeDisabled()
    await userEvent.click(form.getByLabelText('Message'))
    await userEvent.paste('Good morning')
    await userEvent.click(save)
    await waitFor(() => expect(asked).toHaveLength(1))
    expect(asked[0]).toMatchObject({ action: 'send_message', lead_id: 'lead-7', text: 'Good morning' })
    await waitFor(() => expect(dialog).not.toBeInTheDocument())
  }, 15_000)

  it('says that nobody is found, and closes the list before the form', async () => {
    server.use(http.get(api('/leads'), () => HttpResponse.json({ items: [], next_cursor: null })))
    await show(scheduling(true))
    await userEvent.click(await screen.findByRole('button', { name: 'New schedule' }))
    const form = within(await screen.findByRole('dialog', { name: 'New schedule' }))
    await userEvent.selectOptions(form.getByLabelText('What to do'), 'Send a message')
    await userEvent.type(form.getByRole('combobox', { name: 'To whom' }), 'zzz')
    expect(await form.findByText('Nobody is found.')).toBeInTheDocument()
    await userEvent.keyboard('{Escape}')
    expect(form.queryByText('Nobody is found.')).not.toBeInTheDocument()
    expect(screen.getByRole('dialog', { name: 'New schedule' })).toBeInTheDocument()
  })

  it('passes on why an expression cannot be used', async () => {
    const why = 'Six fields: minutes, hours, day of month, month, day of week, year.'
    server.use(http.post(api('/schedules/preview'), () => HttpResponse.json({ code: 'invalid_input', detail: 'No.', fields: { when: why } }, { status: 422 })))
    await show(scheduling(true))
    await userEvent.click(await screen.findByRole('button', { name: 'New schedule' }))
    const form = within(await screen.findByRole('dialog', { name: 'New schedule' }))
    await userEvent.selectOptions(form.getByLabelText('How often'), 'by an expression')
    expect(form.getByRole('button', { name: 'Save' })).toBeDisabled()
    await userEvent.type(form.getByLabelText('Cron expression'), '0 9')
    expect(await form.findByText(why)).toBeInTheDocument()
  })

  it('says that scheduling is off, and turns it on', async () => {
    let changes: unknown
    server.use(
      http.patch(api('/bots/bot-1'), async ({ request }) => {
        changes = await request.json()
        return HttpResponse.json(scheduling(true))
      }),
    )
    await show(scheduling(false))
    expect(screen.queryByRole('button', { name: 'New schedule' })).not.toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Turn scheduling on' }))
    await waitFor(() => expect(changes).toEqual({ features: { scheduling: true } }))
  })

  it('opens by a link the form for a schedule that no list has shown', async () => {
    server.use(http.get(api('/schedules/schedule-9'), () => HttpResponse.json(schedule({ id: 'schedule-9', action: 'disable' }))))
    const { router } = await show(scheduling(true), editor, '/?edit=schedule-9')
    const form = within(await screen.findByRole('dialog', { name: 'Change the schedule' }))
    expect(form.getByLabelText('What to do')).toHaveValue('disable')
    await userEvent.click(form.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(router.state.location.href).toBe('/')
  })

  it.each([
    ['is gone', () => HttpResponse.json({ code: 'not_found' }, { status: 404 })],
    ['has ended', () => HttpResponse.json(schedule({ id: 'schedule-9', state: 'executed' }))],
  ])('shows the list, and no complaint, where a linked schedule %s', async (_, answer) => {
    server.use(http.get(api('/schedules/schedule-9'), answer))
    const { router } = await show(scheduling(true), editor, '/?edit=schedule-9')
    await screen.findByRole('listitem')
    await waitFor(() => expect(router.state.location.href).toBe('/'))
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('opens no form by a link for who may only look', async () => {
    await show(scheduling(true), viewer, '/?new=true')
    await screen.findByRole('listitem')
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })

  it('keeps in the address whether those that ended are shown', async () => {
    const { router } = await show(scheduling(true))
    await screen.findByRole('listitem')
    await userEvent.selectOptions(screen.getByLabelText('Which schedules'), 'Ended')
    await waitFor(() => expect(router.state.location.href).toBe('/?ended=true'))
    expect(screen.queryByRole('listitem')).not.toBeInTheDocument()
  })

  it('asks before it cancels', async () => {
    let cancelled = 0
    server.use(
      http.post(api('/schedules/schedule-1/cancel'), () => {
        cancelled += 1
        return HttpResponse.json(schedule({ state: 'cancelled', next_at: null }))
      }),
    )
    await show(scheduling(true))
    await userEvent.click(await screen.findByRole('button', { name: /More for this schedule/ }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Cancel the schedule' }))
    expect(cancelled).toBe(0)
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Cancel the schedule' }))
    await waitFor(() => expect(cancelled).toBe(1))
  })

  it('lets who may only look look, history too', async () => {
    server.use(
      http.get(api('/schedules/schedule-1/runs'), () =>
        HttpResponse.json({
          items: [
            { planned_at: '2026-01-01T13:00:00.000Z', at: '2026-01-01T13:00:01.000Z', result: 'executed', reason: null, by: 'user-2' },
            { planned_at: '2026-01-01T12:00:00.000Z', at: '2026-01-01T12:00:01.000Z', result: 'skipped', reason: 'feature_off', by: null },
          ],
          next_cursor: null,
        }),
      ),
      http.get(api('/directory'), () =>
        HttpResponse.json({ people: [{ id: 'user-1', name: 'Ana (sample)', role: 'admin' }, { id: 'user-2', name: 'Bia (sample)', role: 'editor' }], bots: [] }),
      ),
    )
    await show(scheduling(true), viewer)
    await userEvent.click(await screen.findByRole('button', { name: /More for this schedule/ }))
    expect(screen.queryByRole('menuitem', { name: 'Pause' })).not.toBeInTheDocument()
    await userEvent.click(screen.getByRole('menuitem', { name: 'History' }))
    expect(await screen.findByText('Skipped – scheduling was off')).toBeInTheDocument()
    expect(await screen.findByText('Done – by hand, Bia (sample)')).toBeInTheDocument()
    expect(screen.getByText(/Made by Ana \(sample\)/)).toBeInTheDocument()
    expect(screen.getByText(/Planned for Thu, Jan 1, 2026, 10:00 AM.*recorded 1\/1\/26, 10:00:01/)).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'New schedule' })).not.toBeInTheDocument()
  })
})
