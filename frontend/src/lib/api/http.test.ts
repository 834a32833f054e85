import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'

import { api, server } from '@tests/server'
import { ApiError, NetworkError, query, request } from './http'

describe('request', () => {
  it('returns the JSON of an answer', async () => {
    server.use(http.get(api('/bots'), () => HttpResponse.json({ items: [] })))
    expect(await request('/bots')).toEqual({ items: [] })
  })

  it('returns nothing for an answer without content', async () => {
    server.use(http.post(api('/auth/logout'), () => new HttpResponse(null, { status: 204 })))
    expect(await request('/auth/logout', { method: 'POST' })).toBeUndefined()
  })

  it('turns problem details into an ApiError', async () => {
    const problem = { status: 422, code: 'invalid_input', detail: 'The name is missing.', fields: { name: 'required' } }
    server.use(http.post(api('/bots'), () => HttpResponse.json(problem, { status: 422 })))
    const error = await request('/bots', { method: 'POST', body: {} }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ status: 422, code: 'invalid_input', detail: 'The name is missing.', fields: { name: 'required' } })
  })

  it('says how long to wait when asked too often', async () => {
    server.use(http.post(api('/auth/login'), () => HttpResponse.json({}, { status: 429, headers: { 'Retry-After': '12' } })))
    await expect(request('/auth/login', { method: 'POST' })).rejects.toMatchObject({ status: 429, retryAfter: 12 })
  })

  it('survives an error page that is no JSON', async () => {
    server.use(http.get(api('/me'), () => new HttpResponse('<html>Bad gateway</html>', { status: 502 })))
    await expect(request('/me')).rejects.toMatchObject({ status: 502, code: 'http_502', detail: null })
  })

  it('tells no answer from a bad one', async () => {
    server.use(http.get(api('/me'), () => HttpResponse.error()))
    await expect(request('/me')).rejects.toBeInstanceOf(NetworkError)
  })
})

describe('query', () => {
  it('leaves out what is not set', () => {
    expect(query({ status: 'won', cursor: null, bot_id: undefined, text: '' })).toBe('?status=won')
    expect(query({ cursor: null })).toBe('')
  })
})
