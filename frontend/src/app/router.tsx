import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { z } from 'zod'

import { isSignedOut } from '@/lib/api/http'
import { meQuery } from '@/lib/api/queries'

import { landing } from './landing'
import { NotFound, PageError, PagePending } from './layout/states'
import { AppShell } from './layout/shell'

interface Context {
  client: QueryClient
}

const root = createRootRouteWithContext<Context>()({ component: Outlet })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({
    next: z.string().startsWith('/').optional().catch(undefined),
    error: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./routes/sign-in'), 'SignInPage'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitations/$token',
  component: lazyRouteComponent(() => import('./routes/invitation'), 'InvitationPage'),
})

const noAccess = createRoute({
  getParentRoute: () => root,
  path: '/no-access',
  validateSearch: z.object({ reason: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./routes/no-access'), 'NoAccessPage'),
})

/** All that needs somebody who is signed in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.client.query({ ...meQuery, staleTime: 'static' })
    } catch (error) {
      if (isSignedOut(error)) throw redirect({ to: '/sign-in', search: { next: location.href === '/' ? undefined : location.href } })
      throw error
    }
  },
  component: AppShell,
  pendingComponent: PagePending,
  errorComponent: PageError,
})

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: async ({ context }) => {
    throw redirect({ to: await landing(context.client), replace: true })
  },
})

const welcome = createRoute({
  getParentRoute: () => signedIn,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./routes/welcome'), 'WelcomePage'),
})

const bots = createRoute({
  getParentRoute: () => signedIn,
  path: '/bots',
  component: lazyRouteComponent(() => import('./routes/bots'), 'BotsPage'),
})

const bot = createRoute({
  getParentRoute: () => signedIn,
  path: '/bots/$botId',
  component: lazyRouteComponent(() => import('./routes/bot'), 'BotPage'),
})

const leadFilter = z.object({
  bot_id: z.string().optional().catch(undefined),
  status: z.enum(['capturing', 'qualified', 'assigned', 'won', 'lost']).optional().catch(undefined),
})

const leads = createRoute({
  getParentRoute: () => signedIn,
  path: '/leads',
  validateSearch: leadFilter,
  component: lazyRouteComponent(() => import('./routes/leads'), 'LeadsPage'),
})

const lead = createRoute({
  getParentRoute: () => signedIn,
  path: '/leads/$leadId',
  validateSearch: leadFilter,
  component: lazyRouteComponent(() => import('./routes/lead'), 'LeadPage'),
})

const sales = createRoute({
  getParentRoute: () => signedIn,
  path: '/sales',
  validateSearch: leadFilter,
  component: lazyRouteComponent(() => import('./routes/sales'), 'SalesPage'),
})

const conversation = createRoute({
  getParentRoute: () => sales,
  path: '/$leadId',
  validateSearch: leadFilter,
  component: lazyRouteComponent(() => import('./routes/sales-conversation'), 'SalesConversation'),
})

const team = createRoute({
  getParentRoute: () => signedIn,
  path: '/team',
  component: lazyRouteComponent(() => import('./routes/team'), 'TeamPage'),
})

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: lazyRouteComponent(() => import('./routes/settings'), 'SettingsPage'),
})

const someDay = z.iso.date().optional().catch(undefined)
const someWord = z.string().min(1).max(254).optional().catch(undefined)

const audit = createRoute({
  getParentRoute: () => signedIn,
  path: '/audit',
  validateSearch: z.object({ actor: someWord, action: someWord, subject: someWord, since: someDay, until: someDay }),
  component: lazyRouteComponent(() => import('./routes/audit'), 'AuditPage'),
})

const tree = root.addChildren([
  signIn,
  invitation,
  noAccess,
  signedIn.addChildren([home, welcome, bots, bot, leads, lead, sales.addChildren([conversation]), team, settings, audit]),
])

export function createAppRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: PageError,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
