import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Bot, SearchX } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { Requires } from '@/components/shared/requires'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { BotList, BotListSkeleton } from '@/features/bots/components/bot-list'
import { BotToolbar } from '@/features/bots/components/bot-toolbar'
import { CreateBot } from '@/features/bots/components/create-bot'
import { MANY_BOTS, matching, type BotFilter } from '@/features/bots/filter'
import { botsQuery } from '@/lib/api/queries'
import type { BotWithSession } from '@/lib/api/types'
import { useMay } from '@/lib/powers'

import { Page } from '../layout/page'

export function BotsPage() {
  return (
    <Requires power="bots.read">
      <Bots />
    </Requires>
  )
}

function Bots() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const bots = useQuery(botsQuery)
  const mayWrite = useMay('bots.write')
  // In the form's place, so that back leads to the list.
  const create = mayWrite ? <CreateBot onCreated={(botId) => void navigate({ to: '/bots/$botId', params: { botId }, replace: true })} /> : null
  return (
    <Page title={t('bots.title')} description={t('bots.text')} actions={create}>
      {bots.isPending ? <BotListSkeleton /> : null}
      {bots.isError ? <ErrorState error={bots.error} title={t('bots.loadFailed')} retry={() => void bots.refetch()} /> : null}
      {bots.data?.length === 0 ? (
        <Card>
          <EmptyState icon={Bot} title={t('bots.emptyTitle')}>
            {mayWrite ? t('bots.emptyText') : t('bots.emptyReader')}
          </EmptyState>
        </Card>
      ) : null}
      {bots.data && bots.data.length > 0 ? <Filtered bots={bots.data} /> : null}
    </Page>
  )
}

/** The bots that the address asks for. A handful needs no filter, but whoever comes with one sees it. */
function Filtered({ bots }: { bots: BotWithSession[] }) {
  const filter = useSearch({ from: '/signed-in/bots' })
  const navigate = useNavigate()
  const shown = matching(bots, filter)
  const narrowed = filter.health !== undefined || filter.text !== undefined
  const change = (search: BotFilter) => void navigate({ to: '/bots', search, replace: true })
  return (
    <>
      {bots.length >= MANY_BOTS || narrowed ? <BotToolbar bots={bots} filter={filter} onChange={change} /> : null}
      {shown.length > 0 ? <BotList bots={shown} /> : <NoneFits />}
    </>
  )
}

function NoneFits() {
  const { t } = useTranslation()
  return (
    <Card>
      <EmptyState
        icon={SearchX}
        title={t('botFilter.noneTitle')}
        action={
          <Button asChild variant="outline">
            <Link to="/bots" search={{}}>
              {t('botFilter.showAll')}
            </Link>
          </Button>
        }
      >
        {t('botFilter.noneText')}
      </EmptyState>
    </Card>
  )
}
