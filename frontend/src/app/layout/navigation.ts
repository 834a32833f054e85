import { Bot, Headset, Rocket, Users, type LucideIcon } from 'lucide-react'

import type { Power } from '@/lib/api/types'

interface Destination {
  to: '/welcome' | '/bots' | '/leads' | '/sales'
  label: 'nav.welcome' | 'nav.bots' | 'nav.leads' | 'nav.sales'
  icon: LucideIcon
  /** All of these are needed. */
  powers: Power[]
}

/** The pages, and the powers without which a page makes no sense. */
export const DESTINATIONS: Destination[] = [
  { to: '/welcome', label: 'nav.welcome', icon: Rocket, powers: ['bots.read'] },
  { to: '/bots', label: 'nav.bots', icon: Bot, powers: ['bots.read'] },
  { to: '/leads', label: 'nav.leads', icon: Users, powers: ['bots.read', 'leads.read'] },
  { to: '/sales', label: 'nav.sales', icon: Headset, powers: ['leads.read', 'messages.read'] },
]
