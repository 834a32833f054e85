import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'

import { isSignedOut } from '@/lib/api/http'
import { HAPPENINGS, meQuery } from '@/lib/api/queries'
import { HEALTHS } from '@/lib/bot-health'
import { openings } from '@/lib/opened'
import { day, month, oneOf, path, search, text, yes } from '@/lib/search-params'

import { landing } from './landing'
import { page, pageWithTexts } from './load-page'
import { NotFound, PageError, PagePending } from './layout/states'
import { AppShell } from './layout/shell'

interface Context {
  client: QueryClient
}

const root = createRootRouteWithContext<Context>()({ component: Outlet })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: search({ next: path, error: text(100) }),
  component: lazyRouteComponent(pageWithTexts(() => import('./routes/sign-in')), 'SignInPage'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitations/$token',
  component: lazyRouteComponent(pageWithTexts(() => import('./routes/invitation')), 'InvitationPage'),
})

const noAccess = createRoute({
  getParentRoute: () => root,
  path: '/no-access',
  validateSearch: search({ reason: text(100) }),
  component: lazyRouteComponent(pageWithTexts(() => import('./routes/no-access')), 'NoAccessPage'),
})

/** All that needs somebody who is signed in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  validateSearch: search(openings('account', 'help')),
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
  validateSearch: search(openings('new')),
  component: lazyRouteComponent(pageWithTexts(() => import('./routes/welcome')), 'WelcomePage'),
})

const overview = createRoute({
  getParentRoute: () => signedIn,
  path: '/overview',
  validateSearch: search({ days: oneOf(7, 30, 90), bot: text(64) }),
  component: lazyRouteComponent(pageWithTexts(() => import('./routes/overview')), 'OverviewPage'),
})

const bots = createRoute({
  getParentRoute: () => signedIn,
  path: '/bots',
  validateSearch: search({ health: oneOf(...HEALTHS), text: text(100), ...openings('new') }),
  component: lazyRouteComponent(pageWithTexts(() => import('./routes/bots')), 'BotsPage'),
})

const bot = createRoute({
  getParentRoute: () => signedIn,
  path: '/bots/$botId',
  validateSearch: search({ ended: yes, ...openings('new', 'edit', 'history', 'screenshot') }),
  component: lazyRouteComponent(pageWithTexts(() => import('./routes/bot')), 'BotPage'),
})

/** The parts of a bot's page have addresses of their own; the page stays while one goes from part to part. */
const botTab = createRoute({ getParentRoute: () => bot, path: '/$tab' })

const leadFilter = {
  bot_id: text(64),
  status: oneOf('capturing', 'qualified', 'assigned', 'won', 'lost'),
  assigned_to: text(64),
  from: day,
  to: day,
  by: oneOf('created', 'qualified', 'closed'),
  text: text(100),
}

/** What may be open above a chat, or be pointed at in it. */
const inChat = openings('details', 'close', 'field', 'evidence', 'message', 'life', 'picture')

const leads = createRoute({
  getParentRoute: () => signedIn,
  path: '/leads',
  validateSearch: search(leadFilter),
  component: lazyRouteComponent(pageWithTexts(() => import('./routes/leads')), 'LeadsPage'),
})

const lead = createRoute({
  getParentRoute: () => signedIn,
  path: '/leads/$leadId',
  validateSearch: search({ ...leadFilter, ...inChat }),
  component: lazyRouteComponent(page(() => import('./routes/lead')), 'LeadPage'),
})

const inboxFilter = { view: oneOf('mine', 'unassigned', 'all'), search: text(100), bot_id: text(64), from: day, what: oneOf(...HAPPENINGS) }

const sales = createRoute({
  getParentRoute: () => signedIn,
  path: '/sales',
  validateSearch: search(inboxFilter),
  component: lazyRouteComponent(page(() => import('./routes/sales')), 'SalesPage'),
})

const conversation = createRoute({
  getParentRoute: () => sales,
  path: '/$leadId',
  validateSearch: search({ ...inboxFilter, ...inChat }),
  component: lazyRouteComponent(page(() => import('./routes/sales-conversation')), 'SalesConversation'),
})

const schedules = createRoute({
  getParentRoute: () => signedIn,
  path: '/schedules',
  validateSearch: search({ ended: yes, ...openings('new', 'edit', 'history') }),
  component: lazyRouteComponent(pageWithTexts(() => import('./routes/schedules')), 'SchedulesPage'),
})

const team = createRoute({
  getParentRoute: () => signedIn,
  path: '/team',
  validateSearch: search(openings('invite', 'edit')),
  component: lazyRouteComponent(pageWithTexts(() => import('./routes/team')), 'TeamPage'),
})

const billing = createRoute({
  getParentRoute: () => signedIn,
  path: '/billing',
  validateSearch: search({ month }),
  component: lazyRouteComponent(pageWithTexts(() => import('./routes/billing')), 'BillingPage'),
})

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: lazyRouteComponent(pageWithTexts(() => import('./routes/settings')), 'SettingsPage'),
})

const audit = createRoute({
  getParentRoute: () => signedIn,
  path: '/audit',
  validateSearch: search({ actor: text(254), action: text(254), subject: text(254), since: day, until: day }),
  component: lazyRouteComponent(pageWithTexts(() => import('./routes/audit')), 'AuditPage'),
})

/** Any other address: shown within the frame, with the way to all pages. */
const elsewhere = createRoute({ getParentRoute: () => signedIn, path: '$', component: NotFound })

const tree = root.addChildren([
  signIn,
  invitation,
  noAccess,
  signedIn.addChildren([home, overview, welcome, bots, bot.addChildren([botTab]), leads, lead, sales.addChildren([conversation]), schedules, team, billing, settings, audit, elsewhere]),
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
    // What no route knows of goes from the address, too.
    search: { strict: true },
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
