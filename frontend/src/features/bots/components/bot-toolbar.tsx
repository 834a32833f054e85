import { useTranslation } from 'react-i18next'

import { SearchBox } from '@/components/shared/search-box'
import type { BotWithSession } from '@/lib/api/types'
import { HEALTH_DOTS, HEALTHS, healthOf, type BotHealth } from '@/lib/bot-health'
import { cn } from '@/lib/cn'

import type { BotFilter } from '../filter'

interface BotToolbarProps {
  bots: BotWithSession[]
  filter: BotFilter
  onChange: (filter: BotFilter) => void
}

/** Narrows the list of bots: by what is to be done about them, and by name or number. */
export function BotToolbar({ bots, filter, onChange }: BotToolbarProps) {
  const { t } = useTranslation()
  return (
    <search className="flex flex-wrap items-center gap-3">
      <fieldset className="-mx-1 flex max-w-full flex-wrap gap-1.5 p-1">
        <legend className="sr-only">{t('botFilter.health')}</legend>
        <Choice label={t('botFilter.all')} count={bots.length} chosen={filter.health === undefined} onChoose={() => onChange({ ...filter, health: undefined })} />
        {HEALTHS.map((health) => (
          <Choice
            key={health}
            health={health}
            label={t(`botHealth.${health}`)}
            count={bots.filter((bot) => healthOf(bot) === health).length}
            chosen={filter.health === health}
            onChoose={() => onChange({ ...filter, health })}
          />
        ))}
      </fieldset>
      <div className="flex w-full sm:ml-auto sm:w-64">
        <SearchBox
          label={t('botFilter.search')}
          placeholder={t('botFilter.search')}
          text={filter.text ?? ''}
          onChange={(text) => onChange({ ...filter, text: text || undefined })}
        />
      </div>
    </search>
  )
}

interface ChoiceProps {
  health?: BotHealth
  label: string
  count: number
  chosen: boolean
  onChoose: () => void
}

function Choice({ health, label, count, chosen, onChoose }: ChoiceProps) {
  return (
    <label
      className={cn(
        'relative flex h-8 cursor-pointer items-center gap-2 rounded-full border bg-surface px-3 text-[0.8125rem] font-medium text-muted transition-colors hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring',
        chosen && 'border-accent bg-accent-soft text-accent-text hover:bg-accent-soft',
      )}
    >
      <input type="radio" name="bot-health" className="absolute inset-0 cursor-pointer opacity-0" checked={chosen} onChange={onChoose} />
      {health ? <span aria-hidden className={cn('size-2 rounded-full', HEALTH_DOTS[health])} /> : null}
      {label}
      <span className="tabular-nums">{count}</span>
    </label>
  )
}
