import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

import { forgetPerson } from '@/lib/api/client'

/** Goes to the sign-in page and forgets all that was cached for the person who was signed in. */
export function useLeave(): () => void {
  const navigate = useNavigate()
  const client = useQueryClient()
  // First leave, then forget: a page that loses its data while it is shown would ask for it again.
  return () => void navigate({ to: '/sign-in', search: {} }).then(() => forgetPerson(client))
}
