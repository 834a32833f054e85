import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useSignOut } from '@/features/auth/api/sign-out'
import { offerQuery } from '@/features/invitation/api/offer'
import { AcceptForm } from '@/features/invitation/components/accept-form'
import { AcceptSignedIn } from '@/features/invitation/components/accept-signed-in'
import { ApiError } from '@/lib/api/http'
import { keys, meQuery } from '@/lib/api/queries'
import type { Offer } from '@/lib/api/workspace-types'
import { full } from '@/lib/time'

import { FrontDoor } from '../layout/front-door'
import { PagePending } from '../layout/states'

type Over = 'accepted' | 'revoked' | 'expired' | 'unknown'

export function InvitationPage() {
  const { t } = useTranslation()
  const { token } = useParams({ from: '/invitations/$token' })
  const offer = useQuery(offerQuery(token))
  // What is shown stays while the answer is asked for again: after accepting, the page is about to be left.
  if (offer.isPending) return <PagePending />
  if (offer.error && !offer.data) {
    if (offer.error instanceof ApiError && offer.error.status === 404) return <NoOffer why="unknown" />
    return (
      <main className="mx-auto w-full max-w-lg px-4 py-16">
        <ErrorState error={offer.error} title={t('invitation.loadFailed')} retry={() => void offer.refetch()} />
      </main>
    )
  }
  return offer.data.state === 'open' ? <OpenOffer token={token} offer={offer.data} /> : <NoOffer why={offer.data.state} />
}

function OpenOffer({ token, offer }: { token: string; offer: Offer }) {
  const { t, i18n } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const router = useRouter()
  const signOut = useSignOut()
  const me = useQuery({ ...meQuery, retry: false })
  if (me.isPending) return <PagePending />
  const enter = async () => {
    await router.invalidate()
    await navigate({ to: '/' })
  }
  const leave = () => signOut.mutate(undefined, { onSuccess: () => void client.resetQueries({ queryKey: keys.me }) })
  return (
    <FrontDoor
      title={t('invitation.title', { workspace: offer.workspace })}
      text={t('invitation.as', { role: t(`role.${offer.role}`), email: offer.email })}
    >
      <Card className="p-5 sm:p-6">
        {me.isSuccess ? (
          <AcceptSignedIn token={token} me={me.data} onAccepted={() => void enter()} onSignOut={leave} />
        ) : (
          <AcceptForm token={token} onAccepted={() => void enter()} />
        )}
      </Card>
      <p className="text-center text-[0.8125rem] text-muted">{t('invitation.expiresAt', { time: full(offer.expires_at, i18n.language) })}</p>
    </FrontDoor>
  )
}

function NoOffer({ why }: { why: Over }) {
  const { t } = useTranslation()
  return (
    <FrontDoor title={t(`invitation.over.${why}.title`)} text={t(`invitation.over.${why}.text`)}>
      <Button asChild variant="outline" size="lg" className="w-full">
        <Link to="/sign-in">{t('invitation.toSignIn')}</Link>
      </Button>
    </FrontDoor>
  )
}
