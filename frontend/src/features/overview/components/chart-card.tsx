import { Table2, ChartColumn } from 'lucide-react'
import { lazy, Suspense, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'

import { seriesOf, type ChartName } from '../figures'
import type { DayCounts } from '../types'
import { useNumberText, type Unit } from '../use-number-text'
import { ChartTable } from './chart-table'

// The library that draws is larger than the rest of the page.
const Chart = lazy(async () => ({ default: (await import('./chart')).Chart }))

interface ChartCardProps {
  name: ChartName
  days: DayCounts[]
  unit?: Unit
  /** The most important thing that the chart shows, as a sentence: for who can't see it, and for who has no time. */
  summary: string
}

/** A chart with its sentence, and the same numbers as a table for who prefers to read. */
export function ChartCard({ name, days, unit = 'count', summary }: ChartCardProps) {
  const { t } = useTranslation()
  const text = useNumberText()
  const title = useId()
  const [asTable, setAsTable] = useState(false)
  const series = seriesOf(name, days)
  return (
    <Card aria-labelledby={title} className="min-w-0">
      <CardHeader>
        <CardTitle id={title}>{t(`overview.chart.${name}`)}</CardTitle>
        <Button variant="ghost" size="sm" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
          {asTable ? t('overview.asChart') : t('overview.asTable')}
        </Button>
      </CardHeader>
      <CardContent className="space-y-3">
        <p className="text-muted">{summary}</p>
        {asTable ? (
          <ChartTable name={name} days={days} series={series} unit={unit} />
        ) : (
          <Suspense fallback={<Skeleton className="h-64" />}>
            <div role="img" aria-label={t('overview.chartOf', { title: t(`overview.chart.${name}`), summary })}>
              <Chart name={name} days={days.map(({ day }) => text.day(day))} series={series} unit={unit} />
            </div>
          </Suspense>
        )}
      </CardContent>
    </Card>
  )
}
