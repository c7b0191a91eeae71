import { request as plain } from 'node:http'
import { request as overTls } from 'node:https'
import { houseSettings, orExit, readSettings } from '@yiwang/platform'

/** Ends with 0 where the service that has these settings is ready, on this machine: what a container's health check runs. It knows by the address that it asks the right one, whatever names stand in the certificate. */
orExit(async () => {
  const { PORT, TLS_CERT } = readSettings({ PORT: houseSettings.PORT, TLS_CERT: houseSettings.TLS_CERT })
  const request = TLS_CERT ? overTls : plain
  const asked = request({ host: '127.0.0.1', port: PORT, path: '/health/ready', rejectUnauthorized: false, timeout: 3_000 }, ({ statusCode }) =>
    process.exit(statusCode === 200 ? 0 : 1),
  )
  asked.once('timeout', () => process.exit(1))
  asked.once('error', () => process.exit(1)).end()
})
