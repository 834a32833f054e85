/** An answer that says no, as the API words it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly fields?: Record<string, string>,
  ) {
    super(detail)
  }
}
