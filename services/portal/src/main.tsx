import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { session } from './api/session'
import { keepFocus } from './ui/focus'
import './ui/ui.css'
import './ui/layout.css'
import './ui/state.css'
import './ui/form/form.css'

void session.resume()
keepFocus()

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
