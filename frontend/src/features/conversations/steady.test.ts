import { describe, expect, it } from 'vitest'

import { steadied } from './steady'

const items = (...ids: string[]) => ids.map((id) => ({ id }))
const idOf = ({ id }: { id: string }) => id

describe('a list under the pointer', () => {
  it('keeps its order and holds back what is new', () => {
    const { items: shown, held } = steadied(items('x', 'c', 'a', 'b'), ['a', 'b', 'c'], idOf)
    expect(shown.map(idOf)).toEqual(['a', 'b', 'c'])
    expect(held).toBe(1)
  })
  it('drops what is gone and takes further pages', () => {
    const { items: shown, held } = steadied(items('a', 'c', 'd', 'e'), ['a', 'b', 'c'], idOf)
    expect(shown.map(idOf)).toEqual(['a', 'c', 'd', 'e'])
    expect(held).toBe(0)
  })
})
