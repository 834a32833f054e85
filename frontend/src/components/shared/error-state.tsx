import { RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { useErrorText } from '@/lib/error-text'

interface ErrorStateProps {
  error: unknown
  /** What could not be done, as a sentence. */
  title: string
  retry?: () => void
  className?: string
}

/** What happened, and how to go on. */
export function ErrorState({ error, title, retry, className }: ErrorStateProps) {
  const { t } = useTranslation()
  const text = useErrorText()
  return (
    <Alert
      title={title}
      className={className}
      action={
        retry ? (
          <Button variant="outline" size="sm" onClick={retry}>
            <RotateCcw aria-hidden />
            {t('common.retry')}
          </Button>
        ) : null
      }
    >
      {text(error)}
    </Alert>
  )
}
