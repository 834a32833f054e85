import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import type { Power } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { useMe } from '@/lib/powers'

import { BOT_TABS, type BotTab } from '../tabs'

/** The parts of a bot's page, each with an address of its own; on a phone the row scrolls sideways. */
export function BotTabs({ botId, current }: { botId: string; current: BotTab }) {
  const { t } = useTranslation()
  const { powers } = useMe()
  const row = useRef<HTMLElement>(null)
  const chosen = useRef<HTMLLIElement>(null)
  useEffect(() => {
    // The row alone: a phone whose bars come and go has another height each time, and the page must stay where it is.
    const show = () => {
      if (!row.current || !chosen.current) return
      const [around, tab] = [row.current.getBoundingClientRect(), chosen.current.getBoundingClientRect()]
      row.current.scrollLeft += tab.left + tab.width / 2 - (around.left + around.width / 2)
    }
    show()
    // A phone that is turned has another width, and other tabs in sight.
    window.addEventListener('resize', show)
    return () => window.removeEventListener('resize', show)
  }, [current])
  const tabs = Object.entries(BOT_TABS) as [BotTab, { icon: (typeof BOT_TABS)[BotTab]['icon']; power?: Power }][]
  return (
    <nav ref={row} aria-label={t('botTabs.label')} className="-mx-4 overflow-x-auto border-b px-4 [scrollbar-width:none] sm:mx-0 sm:px-0">
      <ul className="flex w-max gap-5 pr-4 sm:pr-0">
        {tabs.map(([tab, { icon: Icon, power }]) =>
          power && !powers.includes(power) ? null : (
            <li key={tab} ref={tab === current ? chosen : undefined}>
              <Link
                to="/bots/$botId/$tab"
                params={{ botId, tab }}
                aria-current={tab === current ? 'page' : undefined}
                resetScroll={false}
                className={cn(
                  '-mb-px flex h-10 items-center gap-2 border-b-2 border-transparent font-medium whitespace-nowrap text-muted transition-colors hover:text-foreground',
                  tab === current && 'border-accent text-foreground',
                )}
              >
                <Icon aria-hidden className="size-4" />
                {t(`botTabs.${tab}`)}
              </Link>
            </li>
          ),
        )}
      </ul>
    </nav>
  )
}
