import { setupServer } from 'msw/node'

/** The API that unit tests speak to; each test says what it answers. */
export const server = setupServer()

/** The absolute address of a path of the API, as jsdom's page sees it. */
export const api = (path: string) => `${window.location.origin}/api/v1${path}`
