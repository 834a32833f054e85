import type { Message, Note } from '@/lib/api/types'
import { dayKey } from '@/lib/time'

export type Entry =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; message: Message; continued: boolean }
  | { kind: 'note'; key: string; note: Note }

/** What one person writes within this time reads as one. */
const GROUPED_WITHIN_MS = 5 * 60_000

/**
 * Messages and notes by time, each day begun with its name. Messages keep their own order, which no clock decides.
 * While there is more before what was read (`more`), notes from back then wait for their surroundings.
 */
export function timeline(messages: readonly Message[], notes: readonly Note[], more: boolean): Entry[] {
  const entries: Entry[] = []
  const start = messages[0]?.created_at
  const waiting = notes.filter(({ at }) => !more || start === undefined || at >= start)
  let before: Message | null = null
  let today = ''
  const begin = (at: string) => {
    if (dayKey(at) === today) return
    today = dayKey(at)
    before = null
    entries.push({ kind: 'day', key: `day-${at}`, at })
  }
  const writeNotes = (until: string | null) => {
    for (let note = waiting[0]; note !== undefined && (until === null || note.at < until); note = waiting[0]) {
      waiting.shift()
      begin(note.at)
      before = null
      entries.push({ kind: 'note', key: note.id, note })
    }
  }
  for (const message of messages) {
    writeNotes(message.created_at)
    begin(message.created_at)
    entries.push({ kind: 'message', key: message.id, message, continued: isContinued(before, message) })
    before = message
  }
  writeNotes(null)
  return entries
}

function isContinued(before: Message | null, message: Message): boolean {
  if (before?.sender !== message.sender || before.author !== message.author) return false
  return Date.parse(message.created_at) - Date.parse(before.created_at) < GROUPED_WITHIN_MS
}
