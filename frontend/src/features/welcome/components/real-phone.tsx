import { ChevronDown, Smartphone } from 'lucide-react'
import { useTranslation } from 'react-i18next'

interface RealPhoneProps {
  /** Whether the installation plays WhatsApp itself, and has to be told to use the real one. */
  simulated: boolean
  open: boolean
}

const COMMAND = 'WHATSAPP_URL=https://web.whatsapp.com make run'

/** How to go on with one's own WhatsApp number. */
export function RealPhone({ simulated, open }: RealPhoneProps) {
  const { t } = useTranslation()
  return (
    <details key={String(open)} open={open} className="group rounded-xl border bg-surface shadow-card">
      <summary className="flex min-h-12 list-none items-center gap-3 rounded-xl px-4 font-semibold [&::-webkit-details-marker]:hidden">
        <Smartphone aria-hidden className="size-4 text-accent-text" />
        <span className="flex-1">{t('welcome.realTitle')}</span>
        <ChevronDown aria-hidden className="size-4 text-muted transition-transform group-open:rotate-180" />
      </summary>
      <div className="space-y-3 border-t px-4 py-4">
        <ol className="list-decimal space-y-2 pl-5 marker:font-semibold marker:text-muted">
          {simulated ? (
            <li>
              {t('welcome.real.restart')}
              <code className="mt-1.5 block overflow-x-auto rounded-md bg-sunken px-3 py-2 font-mono text-[0.8125rem]">{COMMAND}</code>
            </li>
          ) : null}
          <li>{t('welcome.real.open')}</li>
          <li>{t('welcome.real.scan')}</li>
          <li>{t('welcome.real.write')}</li>
        </ol>
        <p className="text-[0.8125rem] text-muted">{t('welcome.real.advice')}</p>
      </div>
    </details>
  )
}
