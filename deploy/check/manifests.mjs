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
    const secrets = pod.containers.flatMap(({ envFrom = [] }) => envFrom.flatMap(({ secretRef }) => (secretRef ? [secretRef.name] : [])))
    must(!secrets.includes('data-key') || kind === 'Job', `${at}: is given the data key`)
    if (kind !== 'Deployment') continue
    const keys = (pod.volumes ?? []).flatMap(({ secret }) => (secret ? [secret.secretName] : []))
    must(
      metadata.name === 'proxy' ? !keys.length : keys.length === 1 && keys[0] === `keys-${metadata.name}`,
      `${at}: is given the keys ${keys.join(', ') || '(none)'}`,
    )
    must(spec.replicas >= 2, `${at}: has less than two instances`)
    must(labelled(spec.selector.matchLabels)(template.labels) && Object.keys(spec.selector.matchLabels).length, `${at}: selects other pods`)
    const budgets = of('PodDisruptionBudget').filter((budget) => labelled(budget.spec.selector.matchLabels)(template.labels))
    must(budgets.length === 1, `${at}: has ${budgets.length} disruption budgets`)
    const services = of('Service').filter((service) => labelled(service.spec.selector)(template.labels))
    must(services.length === 1 && services[0].metadata.name === metadata.name, `${at}: no Service of its name selects it alone`)
  }
  const policies = of('NetworkPolicy')
  const denies = ({ spec }) => !Object.keys(spec.podSelector).length && !spec.ingress && !spec.egress && spec.policyTypes.length === 2
  must(policies.some(denies), 'no NetworkPolicy denies what no other allows')
  return faults
}
