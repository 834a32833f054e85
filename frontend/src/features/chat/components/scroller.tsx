import { ArrowDown, LoaderCircle } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'

interface ScrollerProps {
  /** How many things there are at the end, to tell how many are new. */
  length: number
  /** Whether there is more before what is shown. */
  more: boolean
  loading: boolean
  onMore: () => void
  /** Told whenever somebody comes to the newest message, or leaves it. */
  onBottom: (atBottom: boolean) => void
  children: ReactNode
}

/** Further from the end than this one reads above. */
const NEAR_PX = 120

/** Keeps to the newest message while people look at it; while they read above, says that something came. */
export function Scroller({ length, more, loading, onMore, onBottom, children }: ScrollerProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const [above, setAbove] = useState(false)
  const [seen, setSeen] = useState(length)
  if (!above && seen !== length) setSeen(length)
  useEffect(() => {
    // What one has just written oneself is wanted in sight; so is a chat that was opened anew.
    if (!above) box.current?.scrollTo({ top: 0 })
  }, [length, above])
  const top = useTopReached(more && !loading, onMore)
  return (
    <div className="relative min-h-0 flex-1">
      {/* Reversed, so that the browser itself keeps the bottom in place when messages come, older ones are read in, or the keyboard opens. */}
      <div
        ref={box}
        tabIndex={0}
        role="log"
        aria-label={t('chat.log')}
        className="flex h-full flex-col-reverse overflow-y-auto overscroll-contain px-3 sm:px-5"
        onScroll={({ currentTarget }) => {
          const away = currentTarget.scrollTop < -NEAR_PX
          if (away === above) return
          setAbove(away)
          onBottom(!away)
        }}
      >
        <div className="mx-auto w-full max-w-3xl">
          {more ? (
            <div ref={top} className="flex justify-center py-3">
              {loading ? <LoaderCircle aria-hidden className="size-4 animate-spin text-muted" /> : null}
              <button type="button" className={loading ? 'sr-only' : 'min-h-6 text-xs text-muted underline underline-offset-2'} onClick={onMore}>
                {t('chat.older')}
              </button>
            </div>
          ) : null}
          {children}
        </div>
      </div>
      {above ? (
        <Button
          variant="outline"
          size="sm"
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-float"
          onClick={() => box.current?.scrollTo({ top: 0, behavior: 'smooth' })}
        >
          <ArrowDown aria-hidden />
          {length > seen ? t('chat.newMessages', { count: length - seen }) : t('chat.toNewest')}
        </Button>
      ) : null}
    </div>
  )
}

/** Calls once each time the element comes near the top of the screen. */
function useTopReached(wanted: boolean, onReached: () => void) {
  const element = useRef<HTMLDivElement>(null)
  const call = useRef(onReached)
  useEffect(() => {
    call.current = onReached
  })
  useEffect(() => {
    if (!wanted || !element.current || !('IntersectionObserver' in window)) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) call.current()
      },
      { rootMargin: '400px 0px 0px' },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [wanted])
  return element
}
