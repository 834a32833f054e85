import { describe, expect, it, vi } from 'vitest'

import { ApiError, NetworkError } from './api/http'
import { beyond, ruleOf, showAtFields } from './form-errors'

describe('a rule’s message', () => {
  it('is a key and its limit', () => {
    expect(ruleOf(beyond('tooLong', 300))).toEqual({ key: 'tooLong', limit: 300 })
    expect(ruleOf('required')).toEqual({ key: 'required', limit: undefined })
  })

  it('is not what the API says with a colon in it', () => {
    expect(ruleOf('At most: 300').limit).toBeUndefined()
  })
})

describe('what the API says about fields', () => {
  const form = () => ({ getValues: (() => ({ name: '', next: '' })) as never, setError: vi.fn() })

  it('stands at them, the focus at the first', () => {
    const shown = form()
    const told = showAtFields<{ name: string; next: string }>(shown, new ApiError(422, 'invalid_input', null, { name: 'No.', new: 'Not this.' }), { new: 'next' })
    expect(told).toBe(true)
    expect(shown.setError.mock.calls).toEqual([
      ['name', { type: 'api', message: 'No.' }, { shouldFocus: true }],
      ['next', { type: 'api', message: 'Not this.' }, { shouldFocus: false }],
    ])
  })

  it.each([new ApiError(422, 'invalid_input', null, { elsewhere: 'No.' }), new NetworkError('unreachable'), undefined])('is nothing for others: %s', (error) => {
    const shown = form()
    expect(showAtFields(shown, error)).toBe(false)
    expect(shown.setError).not.toHaveBeenCalled()
  })
})
