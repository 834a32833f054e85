import { useParams } from '@tanstack/react-router'

import { Conversation } from '../conversation'

export function SalesConversation() {
  const { leadId } = useParams({ from: '/signed-in/sales/$leadId' })
  return <Conversation leadId={leadId} back="/sales" />
}
