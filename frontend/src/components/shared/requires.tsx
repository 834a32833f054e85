import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import type { Power } from '@/lib/api/types'
import { useMay, useMe } from '@/lib/powers'

/** A page for those who have the power; the others are told why they see nothing. It follows a change of role. */
export function Requires({ power, children }: { power: Power; children: ReactNode }) {
  const { t } = useTranslation()
  const { role } = useMe()
  if (useMay(power)) return children
  return (
    <EmptyState icon={Lock} title={t('noPower.title')}>
      {t('noPower.text', { role: t(`role.${role}`) })}
    </EmptyState>
  )
}
