import { Bell, BellOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'

import { chime } from '../chime'
import { allowNotifications, notificationPermission, useAlertPreferences } from '../preferences'

/** How one wants to be told of new leads. The browser's own question comes only when it was asked for here. */
export function AlertSettings() {
  const { t } = useTranslation()
  const [{ sound, desktop }, choose] = useAlertPreferences()
  const permission = notificationPermission()
  const switchDesktop = async (on: boolean) => choose({ asked: true, desktop: on && (await allowNotifications()) })
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="icon" className="size-8" aria-label={t('alerts.title')}>
          {sound ? <Bell /> : <BellOff />}
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={t('alerts.title')} align="start" className="w-72 space-y-3 p-4">
        <p className="font-semibold">{t('alerts.title')}</p>
        <Choice
          label={t('alerts.sound')}
          checked={sound}
          onChange={(on) => {
            choose({ sound: on })
            if (on) chime()
          }}
        />
        {permission === 'unsupported' ? null : (
          <Choice label={t('alerts.desktop')} checked={desktop && permission === 'granted'} disabled={permission === 'denied'} onChange={(on) => void switchDesktop(on)} />
        )}
        {permission === 'denied' ? <p className="text-xs text-muted">{t('alerts.denied')}</p> : null}
      </PopoverContent>
    </Popover>
  )
}

interface ChoiceProps {
  label: string
  checked: boolean
  disabled?: boolean
  onChange: (on: boolean) => void
}

function Choice({ label, checked, disabled, onChange }: ChoiceProps) {
  return (
    <label className="flex min-h-8 items-center gap-2.5">
      <input type="checkbox" className="size-4 accent-(--accent)" checked={checked} disabled={disabled} onChange={({ target }) => onChange(target.checked)} />
      {label}
    </label>
  )
}
