import { describe, expect, it } from 'vitest'

import { formatDigits, phoneOf } from './phone'

describe('phoneOf', () => {
  it('reads a person’s number', () => expect(phoneOf('5581999991234@c.us')).toBe('+55 81 99999-1234'))
  it('is null where WhatsApp hides it', () => expect(phoneOf('123456@lid')).toBeNull())
})

describe('formatDigits', () => {
  it.each([
    ['551130000000', '+55 11 3000-0000'],
    ['14155550100', '+14 155 550 100'],
  ])('%s reads %s', (digits, text) => expect(formatDigits(digits)).toBe(text))
})
