import { describe, expect, it } from 'vitest'

import { en } from './en'
import { pagesEn } from './pages-en'
import { pagesPtBR } from './pages-pt-br'
import { ptBR } from './pt-br'

interface Tree {
  [key: string]: string | Tree
}

function flat(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  )
}

const placeholders = (text: string) => [...text.matchAll(/{{\w+}}/g)].map(([name]) => name).sort()

describe('texts', () => {
  const english = new Map([...flat(en), ...flat(pagesEn)])
  const portuguese = new Map([...flat(ptBR), ...flat(pagesPtBR)])

  it('exist in each language', () => {
    expect([...portuguese.keys()].sort()).toEqual([...english.keys()].sort())
    expect([...portuguese].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('use the same values', () => {
    for (const [key, text] of english) expect([key, placeholders(portuguese.get(key) ?? '')]).toEqual([key, placeholders(text)])
  })
})
