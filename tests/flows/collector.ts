import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface CollectedSpan {
  service: string
  name: string
  traceId: string
  spanId: string
  parentSpanId?: string
  /** OTLP's numbers: 1 internal, 2 server, 4 producer, 5 consumer. */
  kind: number
  attributes: Record<string, string | number>
}

interface KeyValue {
  key: string
  value: { stringValue?: string; intValue?: number }
}
interface Sent {
  resourceSpans: { resource: { attributes: KeyValue[] }; scopeSpans: { spans: (CollectedSpan & { attributes: KeyValue[] })[] }[] }[]
}

/** Takes what is sent by OTLP over HTTP as JSON, as an OpenTelemetry collector does. */
export class Collector {
  readonly spans: CollectedSpan[] = []
  readonly bodies: string[] = []
  private readonly server: Server

  constructor(private readonly status = 200) {
    this.server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      if (request.url === '/v1/traces' && status === 200) this.take(Buffer.concat(chunks).toString())
      response.writeHead(this.status, { 'content-type': 'application/json' }).end('{}')
    })
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private take(body: string): void {
    this.bodies.push(body)
    for (const { resource, scopeSpans } of (JSON.parse(body) as Sent).resourceSpans) {
      const service = String(valuesOf(resource.attributes)['service.name'])
      for (const span of scopeSpans.flatMap(({ spans }) => spans)) this.spans.push({ ...span, service, attributes: valuesOf(span.attributes) })
    }
  }
}

const valuesOf = (attributes: KeyValue[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]))
