/** What the schema of a compose file does not see: a list of sentences, empty where all is well. `text`: the file as Compose reads it. */
export function faultsOfCompose(text) {
  const { services, networks } = JSON.parse(text)
  const faults = []
  const must = (holds, said) => holds || faults.push(said)
  const waits = (name, on, condition) => services[name].depends_on?.[on]?.condition === condition

  const once = ['access', 'keys', 'setup']
  for (const [name, service] of Object.entries(services)) {
    must(!service.ports?.length || name === 'proxy', `${name}: only the proxy has an open port`)
    must(service.build || /:[\w.-]*\d/.test(service.image), `${name}: ${service.image} is not pinned`)
    must(service.restart, `${name}: is not started again`)
    must(service.read_only && service.cap_drop?.includes('ALL'), `${name}: may write to its root or keeps capabilities`)
    must(service.security_opt?.includes('no-new-privileges:true'), `${name}: may gain rights`)
    must(service.deploy?.resources?.limits?.memory && service.deploy.resources.limits.pids, `${name}: may take all memory, or all processes`)
    must((service.healthcheck?.test && !service.healthcheck.disable) || once.includes(name), `${name}: has no healthcheck`)
    if (['kafka', 'mongodb'].includes(name))
      must(
        service.volumes?.some(({ type }) => type === 'volume'),
        `${name}: keeps its data in no named volume`,
      )
    const joined = Object.keys(service.networks ?? { default: null }).sort()
    const due = name === 'proxy' ? 'default' : service.build && !once.includes(name) ? 'default stores' : 'stores'
    must(joined.join(' ') === due, `${name}: is in the networks ${joined.join(', ')}`)
    if (!service.build) continue
    must(Boolean(service.environment?.DATA_KEY) === ['keys', 'setup'].includes(name), `${name}: is given the data key, or lacks it`)
    const { MONGODB_URI = '', REDIS_URL = '', KAFKA_SASL_USERNAME } = service.environment ?? {}
    const names = [MONGODB_URI, REDIS_URL].map((address) => URL.canParse(address) && new URL(address).username)
    must(
      ['keys', 'proxy'].includes(name) || [...names, KAFKA_SASL_USERNAME].every((one) => one === name),
      `${name}: comes to a store by another's name`,
    )
    if (name === 'keys') continue
    if (name === 'setup') {
      for (const server of ['mongodb', 'redis']) must(waits(name, server, 'service_healthy'), `setup waits not for ${server}`)
      must(
        waits(name, 'access', 'service_completed_successfully') && waits('access', 'kafka', 'service_healthy'),
        'setup waits not for what Kafka allows',
      )
    } else if (name !== 'proxy') {
      for (const command of ['keys', 'setup']) must(waits(name, command, 'service_completed_successfully'), `${name}: waits not for ${command}`)
      const given = (service.volumes ?? []).map(({ source, target, read_only, volume }) => [source, target, read_only, volume?.subpath].join(' '))
      must(given.length === 1 && given[0] === `keys /keys true ${name}`, `${name}: is given the volumes ${given.join(', ') || '(none)'}`)
      must(waits('proxy', name, 'service_healthy'), `proxy waits not for ${name}`)
    }
  }
  const [published] = services.proxy.ports
  must(published?.host_ip === '127.0.0.1', 'proxy: is open to other machines without being told')
  must(networks.stores?.internal, 'stores: their network leads out')
  return faults
}
