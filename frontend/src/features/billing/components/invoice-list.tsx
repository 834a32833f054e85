import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'

import { money } from '../amounts'
import { invoicesQuery, type Invoice } from '../api/billing'

/** The bills, newest first. */
export function InvoiceList() {
  const { t } = useTranslation()
  const invoices = useInfiniteQuery(invoicesQuery)
  const items = invoices.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('billing.invoices')}</CardTitle>
      </CardHeader>
      <CardContent className="space-y-3">
        {invoices.isPending ? <Skeleton className="h-10" /> : null}
        {invoices.error ? <ErrorState error={invoices.error} title={t('billing.invoicesFailed')} retry={() => void invoices.refetch()} /> : null}
        {invoices.data && items.length === 0 ? <p className="text-muted">{t('billing.noInvoices')}</p> : null}
        <ul aria-label={t('billing.invoices')} className="divide-y">
          {items.map((invoice) => (
            <Bill key={invoice.id} invoice={invoice} />
          ))}
        </ul>
        {invoices.hasNextPage ? (
          <Button variant="outline" size="sm" busy={invoices.isFetchingNextPage} onClick={() => void invoices.fetchNextPage()}>
            {t('billing.more')}
          </Button>
        ) : null}
      </CardContent>
    </Card>
  )
}

function Bill({ invoice }: { invoice: Invoice }) {
  const { t, i18n } = useTranslation()
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(invoice.created_at))
  const paid = invoice.status === 'paid'
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <div className="flex min-w-0 flex-1 flex-col sm:flex-row sm:gap-4">
        <span className="sm:min-w-28">{day}</span>
        <span className="truncate text-muted">{invoice.number}</span>
      </div>
      <span className="tabular-nums">{money(invoice.amount_due, invoice.currency, i18n.language)}</span>
      <Badge tone={paid ? 'success' : 'warning'}>{paid ? t('billing.paid') : t('billing.open')}</Badge>
      {invoice.page_url ? (
        <a href={invoice.page_url} target="_blank" rel="noreferrer" className="text-accent-text underline">
          {t('billing.view')}
        </a>
      ) : null}
    </li>
  )
}
