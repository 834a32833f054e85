import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { en } from '@/lib/i18n/en'
import { pagesEn } from '@/lib/i18n/pages-en'

const SOURCES = 'src'
const IMPORTS = /^(?:import|export)\b(?! type\b)[^'"]*?'([^']+)'/gm
const LAZY = /\blazy\(async \(\) => \(\{ default: \(await import\('([^']+)'\)/g
const WORDS = /['"`]([a-zA-Z]\w*(?:\.[\w-]+)*)(\.\$\{)?/g

/** The source file that a name in an import stands for; null for a library's. */
function fileOf(name: string, importer: string): string | null {
  const path = name.startsWith('@/') ? join(SOURCES, name.slice(2)) : name.startsWith('.') ? join(dirname(importer), name) : null
  if (path === null) return null
  return [path, `${path}.ts`, `${path}.tsx`, join(path, 'index.ts')].find((one) => existsSync(one) && statSync(one).isFile()) ?? null
}

/** A file and all that it imports, with what it shows later, such as dialogs. */
function withImports(file: string, seen = new Map<string, string>()): Map<string, string> {
  if (seen.has(file)) return seen
  const code = readFileSync(file, 'utf8')
  seen.set(file, code)
  for (const [, name = ''] of [...code.matchAll(IMPORTS), ...code.matchAll(LAZY)]) {
    const imported = fileOf(name, file)
    if (imported) withImports(imported, seen)
  }
  return seen
}

interface Tree {
  [key: string]: string | Tree
}

/** What stands at a path of keys, in any of its plural forms. */
function at(texts: Tree, path: string): string | Tree | undefined {
  const found = path.split('.').reduce<string | Tree | undefined>((tree, key) => (typeof tree === 'object' ? tree[key] : undefined), texts)
  return found ?? (path.endsWith('_other') ? undefined : at(texts, `${path}_other`))
}

/** The keys in a file's code: whole ones, and the begins of those that are put together; not those that are mere types. */
function keysIn(code: string, texts: Tree): string[] {
  return [...code.replaceAll(/ as '[^']*'/g, '').matchAll(WORDS)].flatMap(([, path = '', open]) => {
    const found = path.includes('.') || open ? at(texts, path) : undefined
    return open ? (typeof found === 'object' ? [path] : []) : typeof found === 'string' ? [path] : []
  })
}

describe('the texts that are loaded first', () => {
  const pages = ['sales', 'sales-conversation', 'lead'].map((page) => `src/app/routes/${page}.tsx`)
  const shown = new Map(['src/app/main.tsx', ...pages].flatMap((file) => [...withImports(file)]))

  it('are found by the keys in the code', () => {
    const keys = [...shown.values()].flatMap((code) => keysIn(code, en))
    expect(keys).toEqual(expect.arrayContaining(['inbox.label', 'composer.send', 'life.title', 'password.title', 'message.status', 'apiError']))
  })

  it('are all that the frame and the sales page say', () => {
    const later = [...shown].map(([file, code]) => [file, keysIn(code, pagesEn)]).filter(([, keys]) => keys?.length)
    expect(later).toEqual([])
  })

  it('are not among those of other pages', () => {
    expect(Object.keys(en).filter((section) => section in pagesEn)).toEqual([])
  })
})
