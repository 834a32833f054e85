import { Link, Outlet, useMatchRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

import { Logo } from '@/components/shared/logo'
import { cn } from '@/lib/cn'
import { useMe } from '@/lib/powers'
import { RealtimeProvider } from '@/lib/realtime/context'

import { AccountMenu } from './account-menu'
import { Connection } from './connection'
import { DESTINATIONS } from './navigation'
import { News } from './news'

/** The frame around all pages of somebody who is signed in: beside them on a wide screen, above and below on a phone. */
export function AppShell() {
  const { t } = useTranslation()
  const matchRoute = useMatchRoute()
  // One chat needs all the height a phone has.
  const inChat = Boolean(matchRoute({ to: '/leads/$leadId' }) || matchRoute({ to: '/sales/$leadId' }))
  return (
    <RealtimeProvider>
      <News />
      <a href="#main" className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60 focus:rounded-md focus:bg-surface focus:p-3 focus:shadow-float">
        {t('nav.skip')}
      </a>
      <div className="flex min-h-dvh flex-col md:flex-row">
        <Sidebar />
        <TopBar hidden={inChat} />
        <main id="main" tabIndex={-1} className={cn('min-w-0 flex-1 outline-none md:pl-60', inChat ? '' : 'pb-20 md:pb-0')}>
          <Outlet />
        </main>
        <BottomBar hidden={inChat} />
      </div>
    </RealtimeProvider>
  )
}

function useDestinations() {
  const { powers } = useMe()
  return DESTINATIONS.filter(({ powers: needed }) => needed.every((power) => powers.includes(power)))
}

function Sidebar() {
  const { t } = useTranslation()
  const { tenant } = useMe()
  return (
    <aside className="fixed inset-y-0 left-0 z-30 hidden w-60 flex-col border-r bg-surface p-3 md:flex">
      <div className="flex items-center gap-2.5 px-2 pt-1.5 pb-5">
        <Logo className="size-8" />
        <div className="min-w-0">
          <p className="leading-tight font-semibold">Flotilla</p>
          <p className="truncate text-xs text-muted">{tenant.name}</p>
        </div>
      </div>
      <nav aria-label={t('nav.label')} className="flex-1 space-y-0.5">
        {useDestinations().map(({ to, label, icon: Icon }) => (
          <Link
            key={to}
            to={to}
            className="flex min-h-9 items-center gap-2.5 rounded-md px-2.5 font-medium text-muted transition-colors hover:bg-sunken hover:text-foreground data-[status=active]:bg-accent-soft data-[status=active]:text-accent-text"
          >
            <Icon aria-hidden className="size-4" />
            {t(label)}
          </Link>
        ))}
      </nav>
      <div className="space-y-1 border-t pt-2">
        <div className="px-2">
          <Connection />
        </div>
        <AccountMenu />
      </div>
    </aside>
  )
}

function TopBar({ hidden }: { hidden: boolean }) {
  return (
    <header className={cn('sticky top-0 z-30 flex h-14 items-center justify-between gap-3 border-b bg-surface px-4 md:hidden', hidden && 'hidden')}>
      <span className="flex items-center gap-2.5 font-semibold">
        <Logo className="size-7" />
        Flotilla
      </span>
      <div className="flex items-center gap-2">
        <Connection compact />
        <AccountMenu compact />
      </div>
    </header>
  )
}

function BottomBar({ hidden }: { hidden: boolean }) {
  const { t } = useTranslation()
  const destinations = useDestinations()
  // A single destination needs no bar to get there.
  if (hidden || destinations.length < 2) return null
  return (
    <nav aria-label={t('nav.label')} className="fixed inset-x-0 bottom-0 z-30 flex border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden">
      {destinations.map(({ to, label, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          className="flex min-h-14 flex-1 flex-col items-center justify-center gap-1 text-xs font-medium text-muted data-[status=active]:text-accent-text"
        >
          <Icon aria-hidden className="size-5" />
          {t(label)}
        </Link>
      ))}
    </nav>
  )
}
