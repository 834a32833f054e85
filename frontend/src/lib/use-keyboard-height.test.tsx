import { act, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { useKeyboardHeight } from './use-keyboard-height'

describe('useKeyboardHeight', () => {
  afterEach(() => vi.unstubAllGlobals())
  const seen = (height: number, scale = 1) => Object.assign(new EventTarget(), { height, scale })

  it('is what a keyboard hides, and nothing for bars or for a page that is zoomed', () => {
    const viewport = seen(window.innerHeight)
    vi.stubGlobal('visualViewport', viewport)
    const { result } = renderHook(() => useKeyboardHeight())
    const become = (height: number, scale: number) =>
      act(() => {
        Object.assign(viewport, { height, scale })
        viewport.dispatchEvent(new Event('resize'))
      })
    expect(result.current).toBe(0)
    become(window.innerHeight - 300, 1)
    expect(result.current).toBe(300)
    become(window.innerHeight - 60, 1)
    expect(result.current).toBe(0)
    become(window.innerHeight / 2, 2)
    expect(result.current).toBe(0)
  })
  it('is nothing where the browser does not tell', () => {
    vi.stubGlobal('visualViewport', null)
    expect(renderHook(() => useKeyboardHeight()).result.current).toBe(0)
  })
})
