import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query'

import { query, request } from '@/lib/api/http'
import { keys } from '@/lib/api/queries'
import type { BotWithSession, Page } from '@/lib/api/types'

import type { Plan, Preview, Run, Schedule } from '../types'

const PER_PAGE = 50

export interface ScheduleFilter {
  botId?: string
  live: boolean
}

export function schedulesQuery({ botId, live }: ScheduleFilter) {
  const path = botId ? `/bots/${encodeURIComponent(botId)}/schedules` : '/schedules'
  return infiniteQueryOptions({
    queryKey: [...keys.allSchedules, 'list', botId ?? null, live],
    queryFn: ({ signal, pageParam }) =>
      request<Page<Schedule>>(path + query({ live: String(live), limit: PER_PAGE, cursor: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  })
}

/** One schedule, whichever part of the list it stands in. */
export function scheduleQuery(id: string) {
  return queryOptions({
    queryKey: [...keys.allSchedules, 'one', id],
    queryFn: ({ signal }) => request<Schedule>(`/schedules/${encodeURIComponent(id)}`, { signal }),
  })
}

/** All schedules that lists have been shown with. */
export function listedSchedules(client: QueryClient): Schedule[] {
  const lists = client.getQueriesData<InfiniteData<Page<Schedule>>>({ queryKey: [...keys.allSchedules, 'list'] })
  return lists.flatMap(([, list]) => list?.pages.flatMap(({ items }) => items) ?? [])
}

export function runsQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: [...keys.allSchedules, 'runs', id],
    queryFn: ({ signal, pageParam }) =>
      request<Page<Run>>(`/schedules/${encodeURIComponent(id)}/runs${query({ limit: PER_PAGE, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  })
}

/** When a plan would run. The last answer stays while the next one is on its way, so that nothing jumps. */
export function previewQuery(timing: Pick<Plan, 'when' | 'time_zone'> | null) {
  return queryOptions({
    queryKey: ['schedule-preview', timing],
    queryFn: ({ signal }) => request<Preview>('/schedules/preview', { method: 'POST', body: timing, signal }),
    enabled: timing !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })
}

function useChanged() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: keys.allSchedules })
}

/** Makes a schedule of the bot, or changes one that there is unless it was changed since it was read. */
export function useSaveSchedule() {
  const onSuccess = useChanged()
  return useMutation({
    mutationFn: ({ botId, plan, known }: { botId: string; plan: Plan; known: Schedule | null }) =>
      known
        ? request<Schedule>(`/schedules/${encodeURIComponent(known.id)}`, { method: 'PATCH', body: plan, headers: { 'If-Match': `"${known.version}"` } })
        : request<Schedule>(`/bots/${encodeURIComponent(botId)}/schedules`, { method: 'POST', body: plan }),
    onSuccess,
  })
}

export function useChangeSchedule() {
  const onSuccess = useChanged()
  return useMutation({
    mutationFn: ({ id, verb }: { id: string; verb: 'pause' | 'resume' | 'cancel' }) =>
      request<Schedule>(`/schedules/${encodeURIComponent(id)}/${verb}`, { method: 'POST' }),
    onSuccess,
  })
}

export function useRunNow() {
  const onSuccess = useChanged()
  return useMutation({
    mutationFn: (id: string) => request<Run>(`/schedules/${encodeURIComponent(id)}/run`, { method: 'POST' }),
    onSuccess,
  })
}

export function useTurnOn(botId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request<BotWithSession>(`/bots/${encodeURIComponent(botId)}`, { method: 'PATCH', body: { features: { scheduling: true } } }),
    onSuccess: (changed) =>
      client.setQueryData<BotWithSession[]>(keys.bots, (bots) => bots?.map((bot) => (bot.id === botId ? { ...bot, ...changed } : bot))),
  })
}
