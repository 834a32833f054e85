import { useNavigate, useRouter } from '@tanstack/react-router'
import { useCallback, type ReactNode } from 'react'

import { AlertsProvider } from '@/features/alerts/context'
import { useMay } from '@/lib/powers'

/** Leads to a lead: on the sales page beside its list, elsewhere on the lead's own page where one may see that. */
export function useOpenLead(): (leadId: string) => void {
  const navigate = useNavigate()
  const router = useRouter()
  const hasOwnPage = useMay('bots.read')
  return useCallback(
    (leadId) => {
      const sells = !hasOwnPage || router.state.location.pathname.startsWith('/sales')
      void navigate({ to: sells ? '/sales/$leadId' : '/leads/$leadId', params: { leadId } })
    },
    [navigate, router, hasOwnPage],
  )
}

/** Listens for new leads on every page. */
export function Alerts({ children }: { children: ReactNode }) {
  return <AlertsProvider onOpen={useOpenLead()}>{children}</AlertsProvider>
}
