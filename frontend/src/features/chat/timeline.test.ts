import { describe, expect, it } from 'vitest'

import { message } from '@tests/samples'
import { timeline } from './timeline'

const at = (day: number, time: string) => new Date(`2026-01-0${day}T${time}:00`).toISOString()
const note = (id: string, moment: string) => ({ id, bot_id: 'b', lead_id: 'l', author: 'u', author_name: 'Sample', text: 'A note', at: moment })
const keys = (entries: ReturnType<typeof timeline>) => entries.map(({ kind, key }) => (kind === 'day' ? 'day' : key))

describe('the timeline of a chat', () => {
  const chat = [message({ id: 'm1', created_at: at(1, '10:00') }), message({ id: 'm2', created_at: at(1, '10:02') }), message({ id: 'm3', created_at: at(2, '09:00') })]

  it('begins each day with its name, and puts notes between the messages', () => {
    expect(keys(timeline(chat, [note('n1', at(1, '10:01')), note('n2', at(2, '09:30'))], false))).toEqual(['day', 'm1', 'n1', 'm2', 'day', 'm3', 'n2'])
  })
  it('groups what one person says within minutes, unless a note stands between', () => {
    const continued = (notes: Parameters<typeof timeline>[1]) => timeline(chat, notes, false).flatMap((one) => (one.kind === 'message' ? one.continued : []))
    expect(continued([])).toEqual([false, true, false])
    expect(continued([note('n1', at(1, '10:01'))])).toEqual([false, false, false])
  })
  it('holds notes back whose surroundings were not read yet', () => {
    expect(keys(timeline(chat, [note('n0', at(1, '08:00'))], true))).not.toContain('n0')
    expect(keys(timeline(chat, [note('n0', at(1, '08:00'))], false))).toContain('n0')
  })
})
