import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'

import { FrontDoor } from '../layout/front-door'

/** For people who are known but belong to no workspace (any more). */
export function NoAccessPage() {
  const { t } = useTranslation()
  const { reason } = useSearch({ from: '/no-access' })
  const ended = reason === 'deactivated'
  return (
    <FrontDoor
      title={ended ? t('noAccess.deactivatedTitle') : t('noAccess.title')}
      text={ended ? t('noAccess.deactivatedText') : t('noAccess.text')}
    >
      <Button asChild variant="outline" size="lg" className="w-full">
        <Link to="/sign-in">{t('noAccess.again')}</Link>
      </Button>
    </FrontDoor>
  )
}
