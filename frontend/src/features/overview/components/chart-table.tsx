import { useTranslation } from 'react-i18next'

import type { ChartName, Series } from '../figures'
import type { DayCounts } from '../types'
import { useNumberText, type Unit } from '../use-number-text'

interface ChartTableProps {
  name: ChartName
  days: DayCounts[]
  series: Series[]
  unit: Unit
}

/** The numbers of a chart, newest day first, as high as the chart is. */
export function ChartTable({ name, days, series, unit }: ChartTableProps) {
  const { t } = useTranslation()
  const text = useNumberText()
  return (
    // What scrolls must be reachable by keyboard.
    <div tabIndex={0} role="group" aria-label={t(`overview.chart.${name}`)} className="h-64 overflow-auto rounded-md border">
      <table className="w-full text-[0.8125rem] tabular-nums">
        <thead className="sticky top-0 bg-sunken text-left text-muted">
          <tr>
            <th scope="col" className="px-3 py-2 font-medium">
              {t('overview.day')}
            </th>
            {series.map(({ key }) => (
              <th key={key} scope="col" className="px-3 py-2 text-right font-medium">
                {t(`overview.series.${key as 'received'}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {days.map((_, index) => {
            const at = days.length - 1 - index
            const day = days[at]?.day ?? ''
            return (
              <tr key={day}>
                <th scope="row" className="px-3 py-1.5 text-left font-normal whitespace-nowrap">
                  {text.fullDay(day)}
                </th>
                {series.map(({ key, values }) => (
                  <td key={key} className="px-3 py-1.5 text-right whitespace-nowrap">
                    {text.number(values[at] ?? null, unit)}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
