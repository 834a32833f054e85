import { Bot, CalendarClock, ChartColumn, CreditCard, Headset, Rocket, ScrollText, Settings, Users, UsersRound, type LucideIcon } from 'lucide-react'

import type { Power } from '@/lib/api/types'

interface Destination {
  to: '/overview' | '/welcome' | '/bots' | '/leads' | '/sales' | '/schedules' | '/team' | '/audit' | '/billing' | '/settings'
  label: 'nav.overview' | 'nav.welcome' | 'nav.bots' | 'nav.leads' | 'nav.sales' | 'nav.schedules' | 'nav.team' | 'nav.audit' | 'nav.billing' | 'nav.settings'
  icon: LucideIcon
  /** All of these are needed. */
  powers: Power[]
  /** About the workspace itself: apart from the daily work, and on a phone behind a button. */
  workspace?: true
}

/** The pages, and the powers without which a page makes no sense. */
export const DESTINATIONS: Destination[] = [
  { to: '/overview', label: 'nav.overview', icon: ChartColumn, powers: ['metrics.read'] },
  { to: '/welcome', label: 'nav.welcome', icon: Rocket, powers: ['bots.read'] },
  { to: '/bots', label: 'nav.bots', icon: Bot, powers: ['bots.read'] },
  { to: '/leads', label: 'nav.leads', icon: Users, powers: ['bots.read', 'leads.read'] },
  { to: '/sales', label: 'nav.sales', icon: Headset, powers: ['leads.read', 'messages.read'] },
  { to: '/schedules', label: 'nav.schedules', icon: CalendarClock, powers: ['bots.read', 'schedules.read'], workspace: true },
  { to: '/team', label: 'nav.team', icon: UsersRound, powers: ['team.read'], workspace: true },
  { to: '/audit', label: 'nav.audit', icon: ScrollText, powers: ['audit.read'], workspace: true },
  { to: '/billing', label: 'nav.billing', icon: CreditCard, powers: ['billing'], workspace: true },
  { to: '/settings', label: 'nav.settings', icon: Settings, powers: ['tenant.read'], workspace: true },
]
