import { describe, expect, it } from 'vitest'

import * as samples from '@tests/samples'

import { matching } from './filter'

const bot = (name: string, session: Parameters<typeof samples.session>[0] = {}) => samples.bot({ id: name, name, session: samples.session(session) })
const names = (bots: { name: string }[]) => bots.map(({ name }) => name)

describe('bots that are looked for', () => {
  const bots = [
    bot('Loja São João', { status: 'WORKING', phone: '5581999991234' }),
    bot('Clinic', { status: 'FAILED' }),
    bot('Night desk', { status: 'SCAN_QR_CODE' }),
    bot('Archive', { status: 'STOPPED' }),
  ]

  it('are all of them without a filter', () => {
    expect(matching(bots, {})).toEqual(bots)
  })

  it('fit by what is to be done about them', () => {
    expect(names(matching(bots, { health: 'working' }))).toEqual(['Loja São João'])
    expect(names(matching(bots, { health: 'waiting' }))).toEqual(['Night desk'])
    expect(names(matching(bots, { health: 'failed' }))).toEqual(['Clinic'])
    expect(names(matching(bots, { health: 'off' }))).toEqual(['Archive'])
  })

  it('fit by name without accents, and by number however it is written', () => {
    expect(names(matching(bots, { text: 'sao joao' }))).toEqual(['Loja São João'])
    expect(names(matching(bots, { text: '+55 (81) 99999-1234' }))).toEqual(['Loja São João'])
    expect(names(matching(bots, { text: 'ni' }))).toEqual(['Clinic', 'Night desk'])
    expect(matching(bots, { text: '-' })).toEqual([])
    expect(matching(bots, { text: 'sao', health: 'off' })).toEqual([])
  })
})
