import type { Type } from '@nestjs/common'
import { ModulesContainer } from '@nestjs/core'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger'

/** The OpenAPI document of one service, whichever others run in the same process. */
function describeService(app: NestFastifyApplication, service: string, module: Type): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle(`Yiwang 一网 · ${service}`)
    .setVersion('1')
    .setDescription(
      'Errors are application/problem+json with a stable `code`. Every POST that creates or acts may carry `Idempotency-Key`; changes may carry `If-Match`.',
    )
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build()
  // Two services may give the same name to different shapes: only this one's modules are read, and of modules that services share only its own doors.
  const whole = SwaggerModule.createDocument(app, about, { include: modulesOf(app, module) })
  const paths = Object.fromEntries(Object.entries(whole.paths).filter(([path]) => path.startsWith(`/api/${service}/`)))
  return sayStatus({ ...whole, paths })
}

/** The module and everything that it imports, however deep. */
function modulesOf(app: NestFastifyApplication, root: Type): Type[] {
  const all = [...app.get(ModulesContainer).values()]
  const found = new Set(all.filter(({ metatype }) => metatype === root))
  for (const one of found) for (const imported of one.imports) if (!imported.isGlobal) found.add(imported)
  return [...found].map(({ metatype }) => metatype as Type)
}

/** `@Answers` does not know the method it stands on: what it left open is 201 for a POST and 200 for the others. */
function sayStatus(document: OpenAPIObject): OpenAPIObject {
  for (const operations of Object.values(document.paths)) {
    for (const [method, { responses }] of Object.entries(operations as Record<string, { responses: Record<string, unknown> }>)) {
      if (!responses?.default) continue
      responses[method === 'post' ? '201' : '200'] = responses.default
      delete responses.default
    }
  }
  return document
}

/** `/api/<service>/docs` for people and `/api/<service>/openapi.json` for programs; made when first asked for. */
export function openDocs(app: NestFastifyApplication, service: string, module: Type): void {
  let document: OpenAPIObject | undefined
  const once = () => {
    document ??= describeService(app, service, module)
    return document
  }
  SwaggerModule.setup(`api/${service}/docs`, app, once, {
    jsonDocumentUrl: `api/${service}/openapi.json`,
    yamlDocumentUrl: `api/${service}/openapi.yaml`,
  })
}
