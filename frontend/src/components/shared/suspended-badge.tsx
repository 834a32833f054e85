import { useTranslation } from 'react-i18next'

import { Badge } from '@/components/ui/badge'
import type { Bot } from '@/lib/api/types'
import { useMay } from '@/lib/powers'

/** That a bot's plan is too small for it, with the way to a larger one for those who may take it; else nothing. */
export function SuspendedBadge({ bot }: { bot: Pick<Bot, 'suspended_by'> }) {
  const { t } = useTranslation()
  const may = useMay('billing')
  if (bot.suspended_by !== 'plan') return null
  return (
    <Badge tone="warning">
      {t('billing.suspended')}
      {may ? (
        // Above the row's own link.
        <a href="/billing" className="relative z-10 underline">
          {t('billing.suspendedLook')}
        </a>
      ) : null}
    </Badge>
  )
}
