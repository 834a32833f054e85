import { fileURLToPath } from 'node:url'

import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

import { mockServer } from './mock/plugin.ts'

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const port = Number(process.env.PORT ?? 19600)
const api = process.env.FLOTILLA_API

export default defineConfig({
  plugins: [react(), tailwindcss(), ...(process.env.FLOTILLA_MOCK ? [mockServer()] : [])],
  resolve: { alias: { '@': folder('./src'), '@tests': folder('./tests') } },
  build: {
    // The polyfill is an inline script in all but name; each browser that runs the pages has module preload itself.
    modulePreload: { polyfill: false },
    // A data: URL would need an exception in the content security policy.
    assetsInlineLimit: 0,
    sourcemap: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What each page needs would else be cut into a file for every set of pages that share something: sixty, which
          // compress worse than three, and of which CloudFront does not compress those below 1000 bytes at all.
          groups: [
            // React changes seldom, and so stays in browsers' caches when other libraries are brought up to date.
            { name: 'react', tags: ['$initial'], test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'libraries', tags: ['$initial'], test: /node_modules/ },
            { name: 'frame', tags: ['$initial'] },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port,
    strictPort: true,
    proxy: api ? { '/api': { target: api, changeOrigin: true } } : undefined,
  },
  preview: { host: '127.0.0.1', port, strictPort: true },
  test: {
    environment: 'jsdom',
    setupFiles: ['tests/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    // A page and its catalogues of texts are made once per worker, not once per file: that is most of what a run takes.
    isolate: false,
    // A limit for what hangs, not a claim about speed: a busy machine may take its time.
    testTimeout: 30_000,
  },
})
