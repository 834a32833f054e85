import { QRCodeSVG } from 'qrcode.react'
import { LoaderCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import type { Session } from '@/lib/api/types'
import { useQrRemaining } from '@/lib/use-qr-remaining'

/** The bot's code to scan, with the time until it changes; a box of the same size while there is none. */
export function QrCode({ session }: { session: Session }) {
  const { t } = useTranslation()
  const remaining = useQrRemaining(session)
  if (session.qr === null) {
    return (
      <div className="grid aspect-square w-full max-w-60 place-items-center rounded-lg border border-dashed text-center text-muted">
        <span className="flex flex-col items-center gap-2 px-6">
          <LoaderCircle aria-hidden className="size-5 animate-spin" />
          {t('qr.coming')}
        </span>
      </div>
    )
  }
  return (
    <figure className="w-full max-w-60 space-y-2.5">
      {/* Always dark on white: phones read an inverted code badly. */}
      <div className="rounded-lg border bg-white p-3">
        <QRCodeSVG value={session.qr} level="L" title={t('qr.title')} className="h-auto w-full" data-testid="qr" />
      </div>
      <figcaption className="space-y-2 text-center text-[0.8125rem] text-muted">
        <span aria-hidden className="block h-1.5 overflow-hidden rounded-full bg-sunken">
          <span
            className="block h-full origin-left rounded-full bg-accent transition-transform duration-1000 ease-linear"
            style={{ transform: `scaleX(${remaining.fraction})` }}
          />
        </span>
        {remaining.seconds > 0 ? t('qr.remaining', { count: remaining.seconds }) : t('qr.renewing')}
      </figcaption>
    </figure>
  )
}
