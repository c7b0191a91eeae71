// For mongosh, once, as an administrator, in the database of ours: a user for each service, by MONGODB_PASSWORD_<NAME>, with the role of its name. `npm run setup`, as the
// user `setup`, then says what each role may do. docker-compose.yml has it done by the image's own first start.
const named = Object.entries(process.env).flatMap(([variable, password]) => {
  const [, name] = /^MONGODB_PASSWORD_([A-Z_]+)$/.exec(variable) ?? []
  return name && name !== 'ADMIN' ? [{ user: name.toLowerCase().replaceAll('_', '-'), password }] : []
})
for (const { user, password } of named) {
  if (user !== 'setup' && !db.getRole(user)) db.createRole({ role: user, privileges: [], roles: [] })
  const what = { pwd: password, roles: [user === 'setup' ? 'dbOwner' : user], mechanisms: ['SCRAM-SHA-256'] }
  if (db.getUser(user)) db.updateUser(user, what)
  else db.createUser({ user, ...what })
}
