import type { Type } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger'

/** The OpenAPI document of one service. */
export function describeService(app: NestFastifyApplication, service: string, module: Type): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle(`Yiwang 一网 · ${service}`)
    .setVersion('1')
    .setDescription('Errors are application/problem+json with a stable `code`. Every POST that creates may carry `Idempotency-Key`; changes may carry `If-Match`.')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build()
  return SwaggerModule.createDocument(app, about, { include: [module], deepScanRoutes: true })
}

/** `/api/<service>/docs` for people and `/api/<service>/openapi.json` for programs; made when first asked for. */
export function openDocs(app: NestFastifyApplication, service: string, module: Type): void {
  let document: OpenAPIObject | undefined
  const once = () => {
    document ??= describeService(app, service, module)
    return document
  }
  SwaggerModule.setup(`api/${service}/docs`, app, once, { jsonDocumentUrl: `api/${service}/openapi.json`, yamlDocumentUrl: `api/${service}/openapi.yaml`, swaggerOptions: { persistAuthorization: false } })
}
