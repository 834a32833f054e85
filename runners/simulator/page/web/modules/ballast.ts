import { define } from '../core/loader';

/** Registers modules that nobody needs, as the real page has thousands of: finding one among them costs time. */
export function defineBallast(count: number): void {
  for (let index = 0; index < count; index += 1) {
    const name = `Ballast${index}`;
    define(`WAWeb${name}`, () => ({
      [`get${name}`]: () => index,
      [`set${name}`]: (value: unknown) => value,
      [`${name}Constants`]: { id: index, name },
    }));
  }
}
