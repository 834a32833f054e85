import { useTranslation } from 'react-i18next'
import { Bar, BarChart, CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'

import type { ChartName, Series } from '../figures'
import { useNumberText, type Unit } from '../use-number-text'

interface ChartProps {
  name: ChartName
  days: string[]
  series: Series[]
  unit: Unit
}

/** The colours follow the theme; beside each other they differ in lightness too. */
const COLOURS = ['var(--accent)', 'var(--info-text)', 'var(--warning)']
const HEIGHT = 256

/** Draws what happened day by day: bars for what adds up, lines for what does not. Its container names it for readers. */
export function Chart({ name, days, series, unit }: ChartProps) {
  const { t } = useTranslation()
  const text = useNumberText()
  const label = (key: string) => t(`overview.series.${key as 'received'}`)
  const rows = days.map((day, at) => ({ day, ...Object.fromEntries(series.map(({ key, values }) => [key, values[at] ?? null])) }))
  const lines = name === 'answers' || name === 'leads'
  const Kind = lines ? LineChart : BarChart
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <Kind data={rows} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis dataKey="day" tickLine={false} axisLine={false} minTickGap={24} tick={{ fontSize: 12, fill: 'var(--muted)' }} />
        <YAxis
          width={unit === 'count' ? 36 : 56}
          tickLine={false}
          axisLine={false}
          allowDecimals={unit !== 'count'}
          tick={{ fontSize: 12, fill: 'var(--muted)' }}
          tickFormatter={(value: number) => text.number(value, unit)}
        />
        <Tooltip
          cursor={{ fill: 'var(--sunken)', stroke: 'var(--border)' }}
          contentStyle={{ background: 'var(--surface)', border: '1px solid var(--border)', borderRadius: 8, fontSize: 13 }}
          formatter={(value, key) => [text.number(typeof value === 'number' ? value : null, unit), label(String(key))]}
        />
        {series.length > 1 ? <Legend itemSorter={null} iconType="circle" iconSize={8} wrapperStyle={{ fontSize: 12 }} formatter={(key: string) => <span className="text-muted">{label(key)}</span>} /> : null}
        {series.map(({ key }, at) =>
          lines ? (
            <Line key={key} dataKey={key} stroke={COLOURS[at]} strokeWidth={2} dot={days.length <= 7} connectNulls={false} isAnimationActive={false} />
          ) : (
            <Bar key={key} dataKey={key} stackId="all" fill={COLOURS[at]} maxBarSize={28} isAnimationActive={false} />
          ),
        )}
      </Kind>
    </ResponsiveContainer>
  )
}
