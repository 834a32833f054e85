/** The one place that speaks HTTP to Flotilla's own API. */

import type { components } from './schema'

export const API_BASE = '/api/v1'
const TIMEOUT_MS = 20_000

export type ReachedLimit = components['schemas']['ReachedLimit']

/** An answer that says no, as RFC 9457 problem details; `code` is stable, `detail` is a sentence for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError'

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string | null,
    readonly fields: Record<string, string> = {},
    readonly retryAfter: number | null = null,
    /** Which limit of the plan stands in the way, where a plan would help. */
    readonly limit: ReachedLimit | null = null,
  ) {
    super(detail ?? code)
  }
}

/** No answer at all: no network, a server that is down, or one that takes too long. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError'
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}

/**
 * Asks the API and returns the JSON of its answer (undefined for 204).
 * Raises ApiError when the answer is no, NetworkError when there is none.
 */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await ask(path, options)
  if (response.ok) {
    return (response.status === 204 ? undefined : await response.json()) as T
  }
  throw await problemOf(response)
}

async function ask(path: string, { method = 'GET', body, headers, signal }: RequestOptions): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  try {
    return await fetch(API_BASE + path, {
      method,
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new NetworkError(timeout.aborted ? 'timeout' : 'unreachable', { cause: error })
  }
}

interface Problem {
  code?: unknown
  detail?: unknown
  fields?: unknown
  limit?: unknown
}

async function problemOf(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get('Retry-After'))
  let problem: Problem = {}
  try {
    problem = (await response.json()) as Problem
  } catch {
    // Not every answer on the way (a proxy, a gateway) is JSON; the status says enough then.
  }
  return new ApiError(
    response.status,
    typeof problem.code === 'string' ? problem.code : `http_${response.status}`,
    typeof problem.detail === 'string' ? problem.detail : null,
    typeof problem.fields === 'object' && problem.fields !== null ? (problem.fields as Record<string, string>) : {},
    Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null,
    typeof problem.limit === 'object' ? (problem.limit as ReachedLimit | null) : null,
  )
}

/** A query string of what is set; empty without anything. */
export function query(values: Record<string, string | number | null | undefined>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== '') params.set(name, String(value))
  }
  const text = params.toString()
  return text ? `?${text}` : ''
}

/** Whether an error means that nobody is signed in (any more). */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401
}

/** Whether asking again may help: no answer, too many questions, or a failing server. */
export function isTransient(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiError && (error.status >= 500 || error.status === 429))
}
