import { useParams } from '@tanstack/react-router'

import { Conversation } from '../conversation'

export function LeadPage() {
  const { leadId } = useParams({ from: '/signed-in/leads/$leadId' })
  return <Conversation leadId={leadId} back="/leads" />
}
