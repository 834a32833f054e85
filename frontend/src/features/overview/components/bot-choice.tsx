import { useTranslation } from 'react-i18next'

import { Select } from '@/components/ui/input'
import type { Bot } from '@/lib/api/types'

interface BotChoiceProps {
  bots: Bot[]
  value: string | undefined
  onChange: (bot: string | undefined) => void
}

/** Whose numbers to look at: all bots' or one's. */
export function BotChoice({ bots, value, onChange }: BotChoiceProps) {
  const { t } = useTranslation()
  return (
    <div className="w-44">
      <Select aria-label={t('overview.botChoice')} value={value ?? ''} onChange={({ target }) => onChange(target.value || undefined)}>
        <option value="">{t('overview.everyBot')}</option>
        {bots.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </div>
  )
}
