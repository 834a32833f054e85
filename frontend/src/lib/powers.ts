import { useSuspenseQuery } from '@tanstack/react-query'

import { meQuery } from './api/queries'
import type { Me, Power } from './api/types'

/** The signed-in person; only below the signed-in layout, which has loaded it. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}

/** Whether the signed-in person may do something. The API decides; this only spares people what it would refuse. */
export function useMay(power: Power): boolean {
  return useMe().powers.includes(power)
}
