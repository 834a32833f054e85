import { Link, Outlet, useMatchRoute, useNavigate } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { Logo } from '@/components/shared/logo'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { AlertSettings } from '@/features/alerts/components/alert-settings'
import { BillingBanner } from '@/features/billing/components/billing-banner'
import { ShortcutHelp } from '@/features/shortcuts/components/shortcut-help'
import { cn } from '@/lib/cn'
import { useMay, useMe } from '@/lib/powers'
import { RealtimeProvider } from '@/lib/realtime/context'

import { AccountDialogs } from './account-dialogs'
import { AccountMenu } from './account-menu'
import { Alerts } from './alerts'
import { Connection, ConnectionDot, Disconnected } from './connection'
import { GraceBanner } from './grace-banner'
import { DESTINATIONS } from './navigation'
import { News } from './news'

/** The frame around all pages of somebody who is signed in: beside them on a wide screen, above and below on a phone. */
export function AppShell() {
  const { tenant } = useMe()
  return (
    <RealtimeProvider key={tenant.id}>
      <Alerts>
        <Frame />
      </Alerts>
    </RealtimeProvider>
  )
}

function Frame() {
  const { t } = useTranslation()
  const matchRoute = useMatchRoute()
  const { tenant } = useMe()
  // One chat needs all the height a phone has.
  const inChat = Boolean(matchRoute({ to: '/leads/$leadId' }) || matchRoute({ to: '/sales/$leadId' }))
  // The inbox fills the screen between the bars, and three panes need the width.
  const inInbox = Boolean(matchRoute({ to: '/sales', fuzzy: true }))
  const { daily, workspace } = useDestinations()
  return (
    <>
      <News />
      <AccountDialogs />
      <ShortcutHelp />
      <a href="#main" className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60 focus:rounded-md focus:bg-surface focus:p-3 focus:shadow-float">
        {t('nav.skip')}
      </a>
      <div className={cn('flex min-h-dvh flex-col md:flex-row', tenant.delete_at && 'has-banner', inChat ? 'has-no-bars' : daily.length + workspace.length > 1 && 'has-bottom-bar')}>
        <Sidebar rail={inInbox} />
        <TopBar hidden={inChat} inInbox={inInbox} />
        <main id="main" tabIndex={-1} className={cn('min-w-0 flex-1 outline-none', inInbox ? 'md:pl-16 2xl:pl-60' : 'md:pl-60', inChat || inInbox ? '' : 'pb-20 md:pb-0')}>
          <GraceBanner />
          {inChat ? null : <BillingBanner />}
          <Outlet />
        </main>
        <BottomBar hidden={inChat} />
      </div>
    </>
  )
}

function useDestinations() {
  const { powers } = useMe()
  const open = DESTINATIONS.filter(({ powers: needed }) => needed.every((power) => powers.includes(power)))
  return { daily: open.filter(({ workspace }) => !workspace), workspace: open.filter(({ workspace }) => workspace) }
}

type Destinations = ReturnType<typeof useDestinations>['daily']

/** The pages beside the page; as a rail of icons where a page needs the width. */
function Sidebar({ rail }: { rail: boolean }) {
  const { t } = useTranslation()
  const { tenant } = useMe()
  const { daily, workspace } = useDestinations()
  return (
    <aside className={cn('fixed inset-y-0 left-0 z-30 hidden flex-col border-r bg-surface p-3 md:flex', rail ? 'w-16 2xl:w-60' : 'w-60')}>
      <div className={cn('flex items-center gap-2.5 pt-1.5 pb-5', rail ? 'px-1 2xl:px-2' : 'px-2')}>
        <Logo className="size-8 shrink-0" />
        <div className={cn('min-w-0', rail && 'hidden 2xl:block')}>
          <p className="leading-tight font-semibold">Flotilla</p>
          <p className="truncate text-xs text-muted">{tenant.name}</p>
        </div>
      </div>
      <nav aria-label={t('nav.label')} className="min-h-0 flex-1 space-y-5 overflow-y-auto">
        <SideLinks destinations={daily} rail={rail} />
        {workspace.length > 0 ? (
          <div>
            <p className={cn('px-2.5 pb-1.5 text-xs font-medium text-muted', rail && 'sr-only 2xl:not-sr-only')}>{t('nav.workspace')}</p>
            <SideLinks destinations={workspace} rail={rail} />
          </div>
        ) : null}
      </nav>
      <div className="space-y-1 border-t pt-2">
        {rail ? (
          <div className="flex flex-col items-center 2xl:hidden">
            <ConnectionDot />
            <AlertButton />
            <AccountMenu compact />
          </div>
        ) : null}
        <div className={cn(rail && 'hidden 2xl:block')}>
          <div className="flex items-center justify-between gap-2 pl-2">
            <Connection />
            <AlertButton />
          </div>
          <AccountMenu />
        </div>
      </div>
    </aside>
  )
}

function SideLinks({ destinations, rail }: { destinations: Destinations; rail: boolean }) {
  const { t } = useTranslation()
  return (
    <ul className="space-y-0.5">
      {destinations.map(({ to, label, icon: Icon }) => (
        <li key={to}>
          <Link
            to={to}
            title={rail ? t(label) : undefined}
            className="flex min-h-9 items-center gap-2.5 rounded-md px-2.5 font-medium text-muted transition-colors hover:bg-sunken hover:text-foreground data-[status=active]:bg-accent-soft data-[status=active]:text-accent-text"
          >
            <Icon aria-hidden className="size-4 shrink-0" />
            <span className={cn(rail && 'sr-only 2xl:not-sr-only')}>{t(label)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** The inbox fills the screen and tells of the connection within it. */
function TopBar({ hidden, inInbox }: { hidden: boolean; inInbox: boolean }) {
  return (
    <header className={cn('sticky top-0 z-30 bg-surface md:hidden', hidden && 'hidden')}>
      <div className="flex h-14 items-center justify-between gap-3 border-b px-4">
        <span className="flex items-center gap-2.5 font-semibold">
          <Logo className="size-7" />
          Flotilla
        </span>
        <div className="flex items-center gap-2">
          <ConnectionDot />
          <AlertButton />
          <AccountMenu compact />
        </div>
      </div>
      {inInbox ? null : <Disconnected />}
    </header>
  )
}

/** How to be told of new leads: for those who sell. */
function AlertButton() {
  return useMay('messages.send') ? <AlertSettings /> : null
}

const bottomItem =
  'flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-1 text-center text-xs font-medium text-muted data-[status=active]:text-accent-text'

function BottomBar({ hidden }: { hidden: boolean }) {
  const { t } = useTranslation()
  const { daily, workspace } = useDestinations()
  // A single destination needs no bar to get there.
  if (hidden || daily.length + workspace.length < 2) return null
  return (
    <nav aria-label={t('nav.label')} className="fixed inset-x-0 bottom-0 z-30 flex border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden">
      {daily.map(({ to, label, icon: Icon }) => (
        <Link key={to} to={to} className={bottomItem}>
          <Icon aria-hidden className="size-5" />
          {t(label)}
        </Link>
      ))}
      <MoreDestinations destinations={workspace} />
    </nav>
  )
}

function MoreDestinations({ destinations }: { destinations: Destinations }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const matchRoute = useMatchRoute()
  if (destinations.length === 0) return null
  const active = destinations.some(({ to }) => matchRoute({ to }))
  return (
    <Menu>
      <MenuTrigger className={bottomItem} data-status={active ? 'active' : undefined}>
        <Ellipsis aria-hidden className="size-5" />
        {t('nav.more')}
      </MenuTrigger>
      <MenuContent align="end" side="top">
        {destinations.map(({ to, label, icon: Icon }) => (
          <MenuItem key={to} onSelect={() => void navigate({ to })}>
            <Icon aria-hidden />
            {t(label)}
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  )
}
