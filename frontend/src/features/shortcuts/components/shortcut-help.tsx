import { Keyboard } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { useOpened } from '@/lib/opened'
import { useShortcuts } from '@/lib/use-shortcuts'

const KEYS = [
  ['next', 'J'],
  ['previous', 'K'],
  ['search', '/'],
  ['reply', 'R'],
  ['note', 'N'],
  ['assign', 'A'],
  ['close', 'E'],
  ['canned', '/'],
  ['panel', 'I'],
  ['help', '?'],
] as const

/** All that can be done from the keyboard; a question mark opens it. */
export function ShortcutHelp() {
  const { t } = useTranslation()
  const { value, open, close } = useOpened('help')
  useShortcuts({ '?': () => open(true) })
  return (
    <Dialog open={value ?? false} onOpenChange={(is) => (is ? open(true) : close())}>
      <DialogTrigger asChild>
        <Button variant="ghost" size="icon" className="hidden size-8 sm:inline-flex" aria-label={t('shortcuts.title')}>
          <Keyboard />
        </Button>
      </DialogTrigger>
      <DialogContent title={t('shortcuts.title')} description={t('shortcuts.text')} className="sm:max-w-sm">
        <dl className="divide-y">
          {KEYS.map(([what, key]) => (
            <div key={what} className="flex min-h-10 items-center justify-between gap-4">
              <dt>{t(`shortcuts.${what}`)}</dt>
              <dd>
                <kbd className="grid h-6 min-w-6 place-items-center rounded border bg-sunken px-1.5 font-mono text-xs">{key}</kbd>
              </dd>
            </div>
          ))}
        </dl>
      </DialogContent>
    </Dialog>
  )
}
