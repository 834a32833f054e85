/** The control API of the simulated WhatsApp, which exists only in a local installation. */

import { ApiError, NetworkError } from './api/http'

export interface SimulatedPhone {
  number: string
  name: string
}

/** Speaks to the simulator at the given address. Raises ApiError or NetworkError like the API's own client. */
export class Simulator {
  constructor(private readonly base: string) {}

  async phones(): Promise<SimulatedPhone[]> {
    const answer = await this.ask<{ items: SimulatedPhone[] } | SimulatedPhone[]>('/phones')
    return Array.isArray(answer) ? answer : answer.items
  }

  /** Makes a phone, or finds the one with this number. */
  addPhone(phone: SimulatedPhone): Promise<SimulatedPhone> {
    return this.ask('/phones', phone)
  }

  /** Scans a code with the phone, as one would with its camera. */
  scan(number: string, qr: string): Promise<unknown> {
    return this.ask(`/phones/${number}/scan`, { qr })
  }

  /** Writes a text message from one phone to another. */
  write(number: string, to: string, text: string): Promise<unknown> {
    return this.ask(`/phones/${number}/messages`, { to, text })
  }

  /** The address of the phone's one chat without anything around it, for a frame. */
  chatUrl(number: string, other: string): string {
    return `${this.base.replace(/\/$/, '')}/phones?${new URLSearchParams({ number, with: other, embed: '1' }).toString()}`
  }

  private async ask<T>(path: string, body?: unknown): Promise<T> {
    let response: Response
    try {
      response = await fetch(this.base.replace(/\/$/, '') + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
    } catch (error) {
      throw new NetworkError('unreachable', { cause: error })
    }
    const text = await response.text()
    if (!response.ok) throw problemOf(response.status, text)
    return (text ? JSON.parse(text) : undefined) as T
  }
}

function problemOf(status: number, text: string): ApiError {
  try {
    const { code, detail } = JSON.parse(text) as { code?: string; detail?: string }
    return new ApiError(status, code ?? `http_${status}`, detail ?? null)
  } catch {
    // Not JSON: the status has to be enough.
    return new ApiError(status, `http_${status}`, null)
  }
}
