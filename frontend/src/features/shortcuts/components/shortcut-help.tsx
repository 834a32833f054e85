import { useTranslation } from 'react-i18next'

import { Dialog, DialogContent } from '@/components/ui/dialog'
import { useOpened } from '@/lib/opened'
import { useShortcutKeys, useShortcuts } from '@/lib/use-shortcuts'

/** What each key does, and the key that is at work wherever it is: where one can reply, an empty message takes a slash, too. */
const KEYS = [
  ['next', 'j', 'j'],
  ['previous', 'k', 'k'],
  ['search', '/', '/'],
  ['reply', 'r', 'r'],
  ['note', 'n', 'n'],
  ['assign', 'a', 'a'],
  ['close', 'e', 'e'],
  ['canned', '/', 'r'],
  ['panel', 'i', 'i'],
  ['help', '?', '?'],
] as const

/** What can be done from the keyboard on the page that one is on; a question mark opens it. */
export function ShortcutHelp() {
  const { t } = useTranslation()
  const { value, open, close } = useOpened('help')
  const active = useShortcutKeys()
  useShortcuts({ '?': () => open(true) })
  return (
    <Dialog open={value ?? false} onOpenChange={(is) => (is ? open(true) : close())}>
      <DialogContent title={t('shortcuts.title')} description={t('shortcuts.text')} className="sm:max-w-sm">
        <dl className="divide-y">
          {KEYS.filter(([, , needed]) => active.has(needed)).map(([what, key]) => (
            <div key={what} className="flex min-h-10 items-center justify-between gap-4">
              <dt>{t(`shortcuts.${what}`)}</dt>
              <dd>
                <kbd className="grid h-6 min-w-6 place-items-center rounded border bg-sunken px-1.5 font-mono text-xs">{key.toUpperCase()}</kbd>
              </dd>
            </div>
          ))}
        </dl>
      </DialogContent>
    </Dialog>
  )
}
