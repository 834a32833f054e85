import { useMutation, useQueryClient } from '@tanstack/react-query'

import { forgetPerson } from '@/lib/api/client'
import { request } from '@/lib/api/http'
import type { SignedIn } from '@/lib/api/types'

export interface Credentials {
  email: string
  password: string
}

/** Signs in; whatever an earlier person's pages had cached is forgotten first. */
export function useSignIn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (credentials: Credentials) => request<SignedIn>('/auth/login', { method: 'POST', body: credentials }),
    onSuccess: () => forgetPerson(client),
  })
}
