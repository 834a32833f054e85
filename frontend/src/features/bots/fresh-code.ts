import { useEffect, useRef, useState } from 'react'

import type { BotWithSession } from '@/lib/api/types'
import { useMay } from '@/lib/powers'

import { useOperateSession } from './api/operate-session'

/** Whether the bot is to run, and its browser is closed because nobody scanned its codes in time. */
export function codesRanOut({ desired, suspended_by, session }: BotWithSession): boolean {
  const runs = desired === 'enabled' && suspended_by !== 'plan'
  return runs && session.status === 'STOPPED' && session.reason === 'qr_not_scanned'
}

/**
 * Asks for a new code for who comes to look at a connection whose codes ran out unseen. Once per visit: a page that is
 * left open would otherwise keep a browser busy for nobody; codes that run out before somebody's eyes have a button.
 */
export function useFreshCode(bot: BotWithSession): void {
  const { mutate } = useOperateSession(bot.id)
  const mayOperate = useMay('sessions.operate')
  const [wanted] = useState(mayOperate && codesRanOut(bot))
  const asked = useRef(false)
  useEffect(() => {
    if (!wanted || asked.current) return
    asked.current = true
    mutate('start')
  }, [wanted, mutate])
}
