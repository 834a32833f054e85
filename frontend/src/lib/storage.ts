/** What is remembered on this device; where storage is closed to the page nothing is, and nothing depends on it. */

export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    // Closed to the page: the default is right then.
    return null
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // No room or no storage: it lasts as long as the page.
  }
}
