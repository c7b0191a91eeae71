import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const root = import.meta.dirname

/** Each text file also as .br and .gz, once at build: a community's thin line gets a third, and the station's PC compresses nothing. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  writeBundle({ dir = join(root, 'dist') }) {
    for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(js|css|html|svg)$/.test(name)) continue
      const text = readFileSync(join(dir, name))
      writeFileSync(join(dir, `${name}.br`), brotliCompressSync(text))
      writeFileSync(join(dir, `${name}.gz`), gzipSync(text))
    }
  },
}

/** Of the numbering plans of all countries the pages carry China's: 5 of 157 kB. */
const chinasNumbers: Plugin = {
  name: 'chinas-numbers',
  enforce: 'pre',
  load(id) {
    if (!id.includes('libphonenumber-js/metadata.max.json')) return undefined
    const { version, countries } = createRequire(import.meta.url)('libphonenumber-js/max/metadata')
    return `export default ${JSON.stringify({ version, country_calling_codes: { 86: ['CN'] }, countries: { CN: countries.CN } })}`
  },
}

/** Where `vite` asks while pages are worked on: the station of the same settings. */
const station = { target: `${process.env.TLS_CERT ? 'https' : 'http'}://localhost:${process.env.PORT ?? 8080}`, secure: false }

// `root` is this folder whoever starts vite; the station serves dist/ at `/`.
export default defineConfig({
  root,
  plugins: [react(), chinasNumbers, compressed],
  resolve: {
    alias: {
      '@yiwang/auth/capabilities': join(root, '../../libs/auth/src/capabilities.ts'),
      '@yiwang/domain/normalization': join(root, '../../libs/domain/src/normalization/index.ts'),
    },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Of what something is bundled, for the bill of what ships (deploy/scripts/bill.mjs).
    license: { fileName: '.vite/license.json' },
    target: 'es2022',
    // No inline data: the page's policy allows scripts, styles and fonts from our own address only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: { port: 5173, proxy: { '/api': station, '/health': station } },
})
