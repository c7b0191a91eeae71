import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// `root` is this folder whoever starts vite; the station serves dist/ at `/`.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // No inline data: the page's policy allows scripts, styles and fonts from our own address only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: { port: 5173, proxy: { '/api': 'http://localhost:8080', '/health': 'http://localhost:8080' } },
})
