import { createRoot } from 'react-dom/client'
import { StrictMode } from 'react'

import { initI18n } from '@/lib/i18n'

import { App } from './app'
import './styles.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root')

await initI18n()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
