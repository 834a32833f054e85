import { useTranslation } from 'react-i18next'

import { allowNotifications, notificationPermission, useAlertPreferences } from '../preferences'

/** Asks once, when a lead has come, whether the desktop shall tell of the next; the browser's own question comes after a yes. For who sells. */
export function DesktopQuestion() {
  const { t } = useTranslation()
  const [{ asked }, choose] = useAlertPreferences()
  if (asked || notificationPermission() !== 'default') return null
  return (
    <p className="text-xs text-accent-text">
      {t('alerts.question')}{' '}
      <button
        type="button"
        className="min-h-6 font-semibold underline underline-offset-2"
        onClick={() => void allowNotifications().then((desktop) => choose({ asked: true, desktop }))}
      >
        {t('alerts.yes')}
      </button>{' '}
      <button type="button" className="min-h-6 underline underline-offset-2" onClick={() => choose({ asked: true })}>
        {t('alerts.no')}
      </button>
    </p>
  )
}
