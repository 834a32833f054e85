import type { ErrorCode } from './protocol';

/** An error the runner can act on: its message is `code: text`. */
export class BridgeError extends Error {
  constructor(
    readonly code: ErrorCode,
    text: string,
  ) {
    super(`${code}: ${text}`);
  }
}

/** wa-js's own code of an error, such as `msg_not_found`. */
export function waCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** What an error says. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Makes every rejection of a call a BridgeError. */
export function translated<A extends unknown[], R>(call: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  return async (...args) => {
    try {
      return await call(...args);
    } catch (error) {
      if (error instanceof BridgeError) throw error;
      throw new BridgeError('internal', textOf(error));
    }
  };
}

/** Rejects with `timeout` when a promise takes longer than `ms`. */
export async function within<T>(ms: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BridgeError('timeout', `${what} took longer than ${Math.round(ms)} ms`)), Math.max(0, ms));
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
