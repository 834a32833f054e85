import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { useFreshLead } from '@/features/alerts/context'
import { DesktopQuestion } from '@/features/alerts/components/desktop-question'
import type { Lead } from '@/lib/api/types'
import { leadName } from '@/lib/lead'
import { useMay } from '@/lib/powers'
import { useRealtime } from '@/lib/realtime/context'
import { useIsNews } from '@/lib/realtime/use-is-news'

import { useOpenLead } from './alerts'

/** The welcome page shows the same in its own way, and so does the sales page wherever its list is in sight. */
function isToldThere(path: string): boolean {
  const list = path === '/sales' || (path.startsWith('/sales/') && window.matchMedia('(width >= 48rem)').matches)
  return path === '/welcome' || list
}

/** Says when a lead has become qualified, wherever one is. What was caught up after a pause is not announced late. */
export function News() {
  const { t } = useTranslation()
  const { listen } = useRealtime()
  const toast = useToast()
  const router = useRouter()
  const open = useOpenLead()
  const { seen } = useFreshLead()
  // A notice is shown above all pages, and outlives the sign-in for a moment: it asks for no powers itself.
  const sells = useMay('messages.send')
  const isNews = useIsNews()
  useEffect(
    () =>
      listen(({ type, data, time }) => {
        if (type !== 'lead.qualified' || !isNews(time) || isToldThere(router.state.location.pathname)) return
        const lead = data.lead as Lead
        toast({
          title: t('news.qualified'),
          description: leadName(lead) ?? t('lead.unnamed'),
          action: (
            <>
              <Button
                variant="link"
                onClick={() => {
                  seen()
                  open(lead.id)
                }}
              >
                {t('news.open')}
              </Button>
              {sells ? <DesktopQuestion /> : null}
            </>
          ),
        })
      }),
    [listen, toast, router, open, seen, sells, t, isNews],
  )
  return null
}
