import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'

import { ToastProvider } from '@/components/ui/toast'
import { TooltipProvider } from '@/components/ui/tooltip'
import { createQueryClient, forgetPerson } from '@/lib/api/client'

import { createAppRouter } from './router'

function createApp() {
  const client = createQueryClient(() => {
    const { href, pathname } = router.state.location
    if (pathname === '/sign-in') return
    void router.navigate({ to: '/sign-in', search: { next: href, error: 'ended' } }).then(() => forgetPerson(client))
  })
  const router = createAppRouter(client)
  return { client, router }
}

export function App() {
  const [{ client, router }] = useState(createApp)
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider delayDuration={300}>
        <ToastProvider>
          <RouterProvider router={router} />
        </ToastProvider>
      </TooltipProvider>
    </QueryClientProvider>
  )
}
