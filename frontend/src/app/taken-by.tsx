import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { UserCheck, UserX } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { Button } from '@/components/ui/button'
import { directoryQuery, keys } from '@/lib/api/queries'

interface TakenByProps {
  leadId: string
  back: '/leads' | '/sales'
}

/** A lead that is not (any more) this person's to see: who has it, as far as that was told, and the way on. */
export function TakenBy({ leadId, back }: TakenByProps) {
  const { t } = useTranslation()
  const { data: holder } = useQuery<string | null>({ queryKey: keys.takenBy(leadId), queryFn: () => null, enabled: false })
  const name = useQuery(directoryQuery).data?.people.find(({ id }) => id === holder)?.name
  return (
    <EmptyState
      icon={holder ? UserCheck : UserX}
      title={holder ? t('lead.takenTitle', { name: name ?? t('chat.aPerson') }) : t('lead.goneTitle')}
      action={
        <Button asChild variant="outline">
          <Link to={back}>{t('lead.back')}</Link>
        </Button>
      }
    >
      {holder ? t('lead.takenText') : t('lead.goneText')}
    </EmptyState>
  )
}
