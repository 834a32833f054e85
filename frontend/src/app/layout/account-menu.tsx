import { ChevronsUpDown, Keyboard, KeyRound, LogOut, MonitorX, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { Avatar } from '@/components/shared/avatar'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import { useSwitchWorkplace } from '@/features/account/api/account'
import { useSignOut } from '@/features/auth/api/sign-out'
import { useErrorText } from '@/lib/error-text'
import { chooseLanguage, LANGUAGES, type Language } from '@/lib/i18n'
import { useOpened } from '@/lib/opened'
import { useMe } from '@/lib/powers'
import { useTheme, type Theme } from '@/lib/theme'

import { useLeave } from './leave'

const THEMES: readonly Theme[] = ['light', 'dark', 'system']

// Needed rarely: no reason for everybody to load it with the first page.
const SignOutEverywhere = lazy(async () => ({ default: (await import('./sign-out-everywhere')).SignOutEverywhere }))

/** Who is signed in and where, how the pages look and in which language, and the way out. */
export function AccountMenu({ compact }: { compact?: boolean }) {
  const { t } = useTranslation()
  const { user, role, has_password: hasPassword, config } = useMe()
  const [asking, setAsking] = useState(false)
  const account = useOpened('account')
  const help = useOpened('help')
  const signOut = useSignOut()
  const toast = useToast()
  const text = useErrorText()
  const leave = useLeave()
  const out = () =>
    signOut.mutate(undefined, {
      onSuccess: leave,
      onError: (error) => toast({ tone: 'danger', title: t('account.signOutFailed'), description: text(error) }),
    })
  return (
    <>
      <Menu>
        <MenuTrigger className="flex min-h-11 w-full items-center gap-2.5 rounded-lg p-1.5 text-left hover:bg-sunken">
          <span className="sr-only">{t('account.menu', { name: user.name || user.email })}</span>
          <Avatar name={user.name || user.email} />
          {compact ? null : (
            <>
              <span aria-hidden className="min-w-0 flex-1">
                <span className="block truncate font-medium">{user.name || user.email}</span>
                <span className="block truncate text-xs text-muted">{t(`role.${role}`)}</span>
              </span>
              <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
            </>
          )}
        </MenuTrigger>
        <MenuContent align="end" className="max-h-(--radix-dropdown-menu-content-available-height) w-60 overflow-y-auto">
          <MenuLabel className="truncate">{user.email}</MenuLabel>
          <MenuSeparator />
          <Workplaces />
          <Looks />
          <MenuSeparator />
          {config.sign_up_open ? (
            <MenuItem onSelect={() => account.open('workplace')}>
              <Plus aria-hidden />
              {t('workplaces.open')}
            </MenuItem>
          ) : null}
          <MenuItem className="hidden sm:flex" onSelect={() => help.open(true)}>
            <Keyboard aria-hidden />
            {t('shortcuts.title')}
          </MenuItem>
          <MenuItem onSelect={() => account.open('password')}>
            <KeyRound aria-hidden />
            {hasPassword ? t('password.open') : t('password.openFirst')}
          </MenuItem>
          <MenuItem onSelect={out}>
            <LogOut aria-hidden />
            {t('account.signOut')}
          </MenuItem>
          <MenuItem onSelect={() => setAsking(true)}>
            <MonitorX aria-hidden />
            {t('everywhere.open')}
          </MenuItem>
        </MenuContent>
      </Menu>
      <Suspense>{asking ? <SignOutEverywhere onClose={() => setAsking(false)} /> : null}</Suspense>
    </>
  )
}

/** The workspaces to go to, where there are several. */
function Workplaces() {
  const { t } = useTranslation()
  const { tenant, tenants } = useMe()
  const change = useSwitchWorkplace()
  const toast = useToast()
  const text = useErrorText()
  if (tenants.length < 2) return null
  const go = (id: string) => {
    if (id === tenant.id) return
    change.mutate(
      { id },
      {
        onSuccess: () => window.location.assign('/'),
        onError: (error) => toast({ tone: 'danger', title: t('workplaces.failed'), description: text(error) }),
      },
    )
  }
  return (
    <>
      <MenuLabel>{t('workplaces.label')}</MenuLabel>
      <MenuRadioGroup value={tenant.id} onValueChange={go}>
        {tenants.map(({ id, name }) => (
          <MenuRadioItem key={id} value={id}>
            <span className="truncate">{name}</span>
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
      <MenuSeparator />
    </>
  )
}

function Looks() {
  const { t, i18n } = useTranslation()
  const [theme, setTheme] = useTheme()
  return (
    <>
      <MenuLabel>{t('account.theme')}</MenuLabel>
      <MenuRadioGroup value={theme} onValueChange={(value) => setTheme(value as Theme)}>
        {THEMES.map((value) => (
          <MenuRadioItem key={value} value={value}>
            {t(`account.themes.${value}`)}
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
      <MenuSeparator />
      <MenuLabel>{t('account.language')}</MenuLabel>
      <MenuRadioGroup value={i18n.language} onValueChange={(value) => void chooseLanguage(value as Language)}>
        {Object.entries(LANGUAGES).map(([value, name]) => (
          <MenuRadioItem key={value} value={value}>
            {name}
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
    </>
  )
}
