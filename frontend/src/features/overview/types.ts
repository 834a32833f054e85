/** The shapes of what happened, counted by day. */

import type { components } from '@/lib/api/schema'

type Schemas = components['schemas']

export type Metrics = Schemas['MetricsAnswer']
export type Counts = Schemas['CountsAnswer']
export type DayCounts = Schemas['DayAnswer']
