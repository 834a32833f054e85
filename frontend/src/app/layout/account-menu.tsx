import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ChevronsUpDown, LogOut } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { Avatar } from '@/components/shared/avatar'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import { useSignOut } from '@/features/auth/api/sign-out'
import { forgetPerson } from '@/lib/api/client'
import { useErrorText } from '@/lib/error-text'
import { chooseLanguage, LANGUAGES, type Language } from '@/lib/i18n'
import { useMe } from '@/lib/powers'
import { useTheme, type Theme } from '@/lib/theme'

const THEMES: readonly Theme[] = ['light', 'dark', 'system']

/** Who is signed in, how the pages look and in which language, and the way out. */
export function AccountMenu({ compact }: { compact?: boolean }) {
  const { t, i18n } = useTranslation()
  const { user, role } = useMe()
  const [theme, setTheme] = useTheme()
  const navigate = useNavigate()
  const client = useQueryClient()
  const signOut = useSignOut()
  const toast = useToast()
  const text = useErrorText()
  const leave = () =>
    signOut.mutate(undefined, {
      // First leave, then forget: a page that loses its data while it is shown would ask for it again.
      onSuccess: () => void navigate({ to: '/sign-in', search: {} }).then(() => forgetPerson(client)),
      onError: (error) => toast({ tone: 'danger', title: t('account.signOutFailed'), description: text(error) }),
    })
  return (
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
      <MenuContent align="end" className="w-60">
        <MenuLabel>{user.email}</MenuLabel>
        <MenuSeparator />
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
        <MenuSeparator />
        <MenuItem onSelect={leave}>
          <LogOut aria-hidden />
          {t('account.signOut')}
        </MenuItem>
      </MenuContent>
    </Menu>
  )
}
