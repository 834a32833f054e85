import { describe, expect, it } from 'vitest'

import { message } from '@tests/samples'
import { bar, journeyOf } from './journey'

const question = message({
  id: 'q',
  order: '1',
  life: [
    { stage: 'stored', at: 1120 },
    { stage: 'phone', at: 1001 },
    { stage: 'page', at: 1020 },
  ],
})
const answer = message({
  id: 'a',
  order: '2',
  direction: 'out',
  sender: 'bot',
  life: [
    { stage: 'outbox', at: 1500 },
    { stage: 'sent', at: 2001 },
    { stage: 'read', at: 90_000 },
  ],
})

describe('journeyOf', () => {
  it('joins a customer’s message and the bot’s answer, from either of the two', () => {
    const stages = journeyOf(question, [question, answer]).steps.map(({ stage }) => stage)
    expect(stages).toEqual(['phone', 'page', 'stored', 'outbox', 'sent', 'read'])
    expect(journeyOf(answer, [question, answer]).steps.map(({ stage }) => stage)).toEqual(stages)
  })

  it('measures from step to step, and in all until WhatsApp had the answer', () => {
    const { steps, total } = journeyOf(question, [question, answer])
    expect(steps.map(({ took }) => took)).toEqual([null, 19, 100, 380, 501, 87_999])
    expect(total).toBe(1000)
  })

  it('does not join across a person’s message', () => {
    const vendor = message({ id: 'v', order: '1.5', direction: 'out', sender: 'vendor' })
    expect(journeyOf(question, [question, vendor, answer]).answer).toBeNull()
    expect(journeyOf(answer, [question, vendor, answer]).question).toBeNull()
  })

  it('is a vendor’s message alone', () => {
    const vendor = message({ id: 'v', order: '3', direction: 'out', sender: 'vendor', life: [{ stage: 'outbox', at: 5 }] })
    expect(journeyOf(vendor, [question, answer, vendor])).toMatchObject({ question: null, steps: [{ stage: 'outbox' }] })
  })

  it('shows no negative time where two clocks differ', () => {
    const skewed = message({ life: [{ stage: 'phone', at: 2000 }, { stage: 'page', at: 1900 }] })
    expect(journeyOf(skewed, [skewed]).steps[1]?.took).toBe(0)
  })

  it('knows that WhatsApp tells whole seconds only', () => {
    const rough = message({ life: [{ stage: 'phone', at: 3000 }] })
    expect(journeyOf(rough, [rough]).steps[0]?.wholeSeconds).toBe(true)
  })
})

describe('bar', () => {
  it('stays within the waterfall, and leaves out how long people take to read', () => {
    const { steps } = journeyOf(question, [question, answer])
    for (const step of steps) {
      const { start, width } = bar(step, steps)
      expect(start).toBeGreaterThanOrEqual(0)
      expect(start + width).toBeLessThanOrEqual(1)
    }
    const sent = steps.find(({ stage }) => stage === 'sent')
    expect(sent && bar(sent, steps).start).toBeCloseTo(0.499)
  })
})
