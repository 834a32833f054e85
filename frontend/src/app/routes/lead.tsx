import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

import { leadQuery } from '@/lib/api/queries'
import { leadName } from '@/lib/lead'
import { useTitle } from '@/lib/use-title'

import { Conversation } from '../conversation'

export function LeadPage() {
  const { leadId } = useParams({ from: '/signed-in/leads/$leadId' })
  const { t } = useTranslation()
  const lead = useQuery(leadQuery(leadId)).data
  useTitle(lead && (leadName(lead) ?? t('lead.unnamed')))
  return <Conversation leadId={leadId} back="/leads" />
}
