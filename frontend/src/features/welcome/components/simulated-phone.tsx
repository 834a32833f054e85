import { Check, ScanLine, Send, Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import type { Session } from '@/lib/api/types'

import { useSimulator } from '../api/simulator'
import { BOT_PHONE, CUSTOMER, SAMPLE_MESSAGE } from '../sample'

interface SimulatedPhoneProps {
  simulatorUrl: string
  session: Session
}

/** The button that scans the code with the simulated phone. */
export function ScanButton({ simulatorUrl, session }: SimulatedPhoneProps) {
  const { t } = useTranslation()
  const { scan } = useSimulator(simulatorUrl)
  const { qr, status } = session
  if (status === 'WORKING') {
    return (
      <Scanning hint="">
        <Button size="lg" variant="outline" className="w-full" disabled>
          <Check aria-hidden />
          {t('welcome.scanned')}
        </Button>
      </Scanning>
    )
  }
  return (
    <Scanning hint={t('welcome.scanHint')}>
      <Button
        size="lg"
        className="w-full"
        busy={scan.isPending}
        disabled={status !== 'SCAN_QR_CODE' || qr === null}
        onClick={() => scan.mutate(session.bot_id)}
      >
        {scan.isPending ? null : <ScanLine aria-hidden />}
        {t('welcome.scan')}
      </Button>
      {scan.error ? <ErrorState error={scan.error} title={t('welcome.scanFailed')} /> : null}
    </Scanning>
  )
}

/** The button with its explanation, as high as the one beside it. */
function Scanning({ hint, children }: { hint: string; children: ReactNode }) {
  return (
    <div className="w-full space-y-2">
      {children}
      <p className="min-h-10 text-[0.8125rem] text-muted">{hint}</p>
    </div>
  )
}

/** The customer's phone, as the simulator shows it, and the button that writes the sample message with it. */
export function SimulatedPhone({ simulatorUrl, session }: SimulatedPhoneProps) {
  const { t } = useTranslation()
  const { phones, customer, sendSample, chatUrl } = useSimulator(simulatorUrl)
  const botNumber = session.phone ?? BOT_PHONE.number
  const linked = session.status === 'WORKING'
  return (
    <Card className="flex flex-col" aria-label={t('welcome.phone')}>
      <CardHeader>
        <CardTitle>{t('welcome.phone')}</CardTitle>
        <span className="truncate text-[0.8125rem] text-muted">{CUSTOMER.name}</span>
      </CardHeader>
      <CardContent className="flex flex-1 flex-col gap-4">
        <div className="relative min-h-96 flex-1 overflow-hidden rounded-lg border bg-sunken">
          {customer ? (
            <iframe title={t('welcome.phoneFrame')} src={chatUrl(botNumber)} className="absolute inset-0 size-full" />
          ) : (
            <div className="absolute inset-0 grid place-items-center p-6 text-center text-muted">
              <span className="flex max-w-56 flex-col items-center gap-3">
                <Smartphone aria-hidden className="size-7" />
                {t('welcome.phoneWaits')}
              </span>
            </div>
          )}
        </div>
        {phones.error ? <ErrorState error={phones.error} title={t('welcome.simulatorGone')} retry={() => void phones.refetch()} /> : null}
        {sendSample.error ? <ErrorState error={sendSample.error} title={t('welcome.sendFailed')} /> : null}
        <div className="space-y-2">
          <Button size="lg" className="w-full" disabled={!linked} busy={sendSample.isPending} onClick={() => sendSample.mutate(botNumber)}>
            {sendSample.isPending ? null : <Send aria-hidden />}
            {t('welcome.send')}
          </Button>
          <p className="min-h-10 text-[0.8125rem] text-muted">{linked ? t('welcome.sendHint', { text: SAMPLE_MESSAGE }) : t('welcome.sendFirst')}</p>
        </div>
      </CardContent>
    </Card>
  )
}
