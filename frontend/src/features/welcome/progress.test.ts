import { describe, expect, it } from 'vitest'

import { bot, lead, message, session } from '@tests/samples'
import { currentStep, leadToFollow, stepsDone } from './progress'

const working = bot({ session: session({ status: 'WORKING', qr: null, phone: '5511900000001' }) })
const reply = message({ id: 'a', direction: 'out', sender: 'bot' })

describe('stepsDone', () => {
  it('begins with the code', () => {
    expect(currentStep(stepsDone(bot(), undefined, []))).toBe('scan')
  })
  it('goes on to writing once the phone is linked', () => {
    expect(currentStep(stepsDone(working, undefined, []))).toBe('write')
  })
  it('waits for the answer, not only for the message', () => {
    expect(currentStep(stepsDone(working, lead(), [message()]))).toBe('write')
    expect(currentStep(stepsDone(working, lead(), [message(), reply]))).toBe('qualify')
  })
  it('ends with the real phone, which is never ticked off', () => {
    const done = stepsDone(working, lead({ status: 'qualified', qualified_at: '2026-01-01T10:00:00.000Z' }), [message(), reply])
    expect(currentStep(done)).toBe('real')
    expect(done.has('real')).toBe(false)
  })
  it('does not take steps back while the session restarts', () => {
    const restarting = bot({ session: session({ status: 'STARTING', qr: null }) })
    expect(stepsDone(restarting, lead(), []).has('scan')).toBe(true)
  })
})

describe('leadToFollow', () => {
  const newer = lead({ id: 'newer', chat_id: '5511977770000@c.us' })
  it('stays with the simulated customer when somebody else writes', () => {
    const sample = lead({ id: 'sample', chat_id: '5581999991234@c.us' })
    expect(leadToFollow([newer, sample])).toBe(sample)
  })
  it('is the newest where no simulated customer wrote', () => {
    expect(leadToFollow([newer, lead({ chat_id: '5511977770001@c.us' })])).toBe(newer)
    expect(leadToFollow([])).toBeUndefined()
  })
})
