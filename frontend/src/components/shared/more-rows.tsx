import { LoaderCircle } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import { ErrorState } from './error-state'

/** What a list needs of an infinite query to go on by itself. */
export interface Paging {
  hasNextPage: boolean
  isFetching: boolean
  isFetchNextPageError: boolean
  error: Error | null
  fetchNextPage: () => unknown
}

/** Asks for the next page whenever the end is near. A page may be short, or empty, and have a next one. */
export function useMoreRows(paging: Paging | undefined, isNearEnd: boolean): void {
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = paging ?? {}
  const isWanted = isNearEnd && hasNextPage === true && !isFetching && !isFetchNextPageError
  useEffect(() => {
    if (isWanted) void fetchNextPage?.()
  }, [isWanted, fetchNextPage])
}

interface MoreRowsProps {
  paging: Paging
  /** What is said when the next page did not come. */
  failed: string
}

/** The end of a list that is not all there: more is on its way, or why it is not. */
export function MoreRows({ paging, failed }: MoreRowsProps) {
  const { t } = useTranslation()
  const { hasNextPage, isFetchNextPageError, error, fetchNextPage } = paging
  if (isFetchNextPageError) return <ErrorState error={error} title={failed} retry={() => void fetchNextPage()} className="m-4" />
  if (!hasNextPage) return null
  return (
    <p role="status" className="flex h-14 items-center justify-center gap-2 text-muted">
      <LoaderCircle aria-hidden className="size-4 animate-spin" />
      {t('common.loadingMore')}
    </p>
  )
}
