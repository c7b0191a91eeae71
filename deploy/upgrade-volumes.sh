#!/bin/sh
# For volumes of a version before stores had names and passwords: makes everybody's in MongoDB and Kafka, with docker compose, once. `sh deploy/secrets.sh` first. Nothing that is
# kept is changed, and to run it again only sets the passwords of .env anew. Meanwhile nothing else runs: MongoDB lets whoever is on its own machine make the first user, and
# Kafka has a listener that only its own container reaches.
set -eu
cd "$(dirname "$0")/.."
local=9094
broker=yiwang-volumes

docker compose down
docker compose up --detach --no-deps mongodb
# What it tells of itself once it is up is asked without a name; who else is there already is asked for the administrator's.
docker compose exec -T mongodb sh -eu -c '
  until mongosh --quiet --eval "quit(db.hello().isWritablePrimary ? 0 : 1)" > /dev/null 2>&1; do sleep 1; done
  as_admin() { mongosh --quiet --username admin --password "$MONGO_INITDB_ROOT_PASSWORD" --authenticationDatabase admin "$@"; }
  as_admin --eval "quit(0)" > /dev/null 2>&1 ||
    mongosh --quiet admin --eval "db.createUser({ user: \"admin\", pwd: process.env.MONGO_INITDB_ROOT_PASSWORD, roles: [\"root\"] })"
  as_admin "$MONGO_INITDB_DATABASE" /docker-entrypoint-initdb.d/users.js
'
docker compose stop mongodb

more="listeners=CLIENTS://:9092,CONTROLLER://127.0.0.1:9093,LOCAL://127.0.0.1:$local
advertised.listeners=CLIENTS://kafka:9092,LOCAL://127.0.0.1:$local
listener.security.protocol.map=CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT,LOCAL:PLAINTEXT"
docker compose run --detach --rm --no-deps --name "$broker" --env KAFKA_MORE="$more" kafka
docker exec "$broker" sh /deploy/users.sh "127.0.0.1:$local"
docker stop "$broker"
echo 'Everybody has a name and a password at both stores. Now: docker compose up --build'
