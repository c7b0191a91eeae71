import { parseAllDocuments } from 'yaml'

const labelled = (wanted) => (labels) => Object.entries(wanted).every(([name, value]) => labels[name] === value)

/** What a schema does not see: a list of sentences, empty where all is well. */
export function faultsOf(text) {
  const all = parseAllDocuments(text).map((document) => document.toJS())
  const of = (kind) => all.filter((one) => one.kind === kind)
  const faults = []
  const must = (holds, said) => holds || faults.push(said)

  must(!of('Secret').length, 'a Secret is only referred to, never written here')
  for (const { kind, metadata, spec } of [...of('Deployment'), ...of('Job')]) {
    const at = `${kind} ${metadata.name}`
    const { spec: pod, metadata: template } = spec.template
    must(pod.securityContext?.runAsNonRoot && pod.securityContext.runAsUser > 0, `${at}: runs as root`)
    must(pod.securityContext?.seccompProfile?.type === 'RuntimeDefault', `${at}: has no seccomp profile`)
    must(pod.automountServiceAccountToken === false, `${at}: is given a token of the cluster`)
    for (const { name, image, securityContext, resources, startupProbe, livenessProbe, readinessProbe } of pod.containers) {
      must(/:[^:/]+$/.test(image) && !image.endsWith(':latest'), `${at}: ${image} is not pinned`)
      must(
        securityContext?.readOnlyRootFilesystem && !securityContext.allowPrivilegeEscalation,
        `${at}: ${name} may write to its root or gain rights`,
      )
      must(securityContext?.capabilities?.drop?.includes('ALL'), `${at}: ${name} keeps capabilities`)
      must(resources?.requests?.cpu && resources.requests.memory && resources.limits?.memory, `${at}: ${name} says not what it needs`)
      if (kind === 'Deployment') must(startupProbe && livenessProbe && readinessProbe, `${at}: ${name} lacks a probe`)
    }
    for (const { name, env = [], envFrom = [] } of pod.containers) {
      const said = [...env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []), ...envFrom.flatMap(({ secretRef }) => secretRef ?? [])]
      must(!said.length, `${at}: ${name} is given the secrets ${said.map((one) => one.name).join(', ')} in its environment, not as files`)
    }
    const sources = (pod.volumes ?? []).flatMap(({ secret, projected }) => [
      secret?.secretName,
      ...(projected?.sources ?? []).map((one) => one.secret?.name),
    ])
    const secrets = sources.filter(Boolean).sort().join(' ')
    const due = { setup: 'data-key stores-setup', proxy: '' }[metadata.name] ?? `keys-${metadata.name} stores-${metadata.name}`
    must(secrets === due, `${at}: is given the secrets ${secrets || '(none)'}, not ${due || '(none)'}`)
    if (kind !== 'Deployment') continue
    must(spec.replicas >= 2, `${at}: has less than two instances`)
    must(labelled(spec.selector.matchLabels)(template.labels) && Object.keys(spec.selector.matchLabels).length, `${at}: selects other pods`)
    const budgets = of('PodDisruptionBudget').filter((budget) => labelled(budget.spec.selector.matchLabels)(template.labels))
    must(budgets.length === 1, `${at}: has ${budgets.length} disruption budgets`)
    const services = of('Service').filter((service) => labelled(service.spec.selector)(template.labels))
    must(services.length === 1 && services[0].metadata.name === metadata.name, `${at}: no Service of its name selects it alone`)
  }
  must(!of('Ingress').length, 'an Ingress: its controller of old is no longer looked after, the Gateway API takes its place')
  const listeners = new Map(of('Gateway').flatMap(({ metadata, spec }) => spec.listeners.map((one) => [`${metadata.name}/${one.name}`, one])))
  for (const [name, { protocol, tls, hostname }] of listeners) {
    must(hostname, `listener ${name}: takes every name`)
    must(
      protocol === 'HTTP' || (protocol === 'HTTPS' && tls?.mode === 'Terminate' && tls.certificateRefs?.length === 1),
      `listener ${name}: has no certificate`,
    )
  }
  for (const { metadata, spec } of of('HTTPRoute')) {
    const heard = spec.parentRefs.map((parent) => listeners.get(`${parent.name}/${parent.sectionName}`))
    must(heard.every(Boolean), `HTTPRoute ${metadata.name}: no listener has it`)
    for (const { backendRefs = [], filters = [] } of spec.rules) {
      const redirects = filters.some(({ type, requestRedirect }) => type === 'RequestRedirect' && requestRedirect.scheme === 'https')
      must(!heard.some((one) => one?.protocol === 'HTTP') || (redirects && !backendRefs.length), `HTTPRoute ${metadata.name}: lets plain http in`)
      for (const { name, port } of backendRefs)
        must(
          of('Service').some((service) => service.metadata.name === name && service.spec.ports.some((one) => one.port === port)),
          `HTTPRoute ${metadata.name}: there is no Service ${name} with port ${port}`,
        )
    }
  }
  const policies = of('NetworkPolicy')
  const denies = ({ spec }) => !Object.keys(spec.podSelector).length && !spec.ingress && !spec.egress && spec.policyTypes.length === 2
  must(policies.some(denies), 'no NetworkPolicy denies what no other allows')
  return faults
}
