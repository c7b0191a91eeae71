/** What the schema of a compose file does not see: a list of sentences, empty where all is well. `text`: the file as Compose reads it. */
export function faultsOfCompose(text) {
  const { services } = JSON.parse(text)
  const faults = []
  const must = (holds, said) => holds || faults.push(said)
  const waits = (name, on, condition) => services[name].depends_on?.[on]?.condition === condition

  for (const [name, service] of Object.entries(services)) {
    must(!service.ports?.length || name === 'proxy', `${name}: only the proxy has an open port`)
    must(service.build || /:[\w.-]*\d/.test(service.image), `${name}: ${service.image} is not pinned`)
    must(service.restart, `${name}: is not started again`)
    const once = ['keys', 'setup'].includes(name)
    must((service.healthcheck?.test && !service.healthcheck.disable) || once, `${name}: has no healthcheck`)
    if (!service.build && name !== 'redis')
      must(
        service.volumes?.some(({ type }) => type === 'volume'),
        `${name}: keeps its data in no named volume`,
      )
    if (!service.build) continue
    must(service.read_only && service.cap_drop?.includes('ALL'), `${name}: may write to its root or keeps capabilities`)
    must(service.security_opt?.includes('no-new-privileges:true'), `${name}: may gain rights`)
    must(Boolean(service.environment?.DATA_KEY) === once, `${name}: ${once ? 'lacks' : 'is given'} the data key`)
    if (name === 'keys') continue
    if (name === 'setup')
      for (const server of ['kafka', 'mongodb', 'redis']) must(waits(name, server, 'service_healthy'), `setup waits not for ${server}`)
    else if (name !== 'proxy') {
      for (const command of ['keys', 'setup']) must(waits(name, command, 'service_completed_successfully'), `${name}: waits not for ${command}`)
      const given = (service.volumes ?? []).map(({ source, target, read_only, volume }) => [source, target, read_only, volume?.subpath].join(' '))
      must(given.length === 1 && given[0] === `keys /keys true ${name}`, `${name}: is given the volumes ${given.join(', ') || '(none)'}`)
      must(waits('proxy', name, 'service_healthy'), `proxy waits not for ${name}`)
    }
  }
  return faults
}
