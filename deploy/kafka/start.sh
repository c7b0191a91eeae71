#!/bin/sh
# One broker that knows each principal by name and password (SCRAM-SHA-512) and lets nobody do what was not allowed (acls.sh). docker-compose.yml starts it so.
# KAFKA_PASSWORD_<NAME>: each principal's, `admin` among them. They are noted when the storage is made; later ones are changed by kafka-configs.sh (docs/runbook.md).
set -eu
: "${KAFKA_PASSWORD_ADMIN:?}" "${KAFKA_BIN:=/opt/kafka/bin}" "${KAFKA_DATA:=/var/lib/kafka/data}" "${KAFKA_RUN:=/tmp}" "${KAFKA_PORT:=9092}" "${KAFKA_HOST:=kafka}"
umask 077
properties=$KAFKA_RUN/server.properties

cat > "$properties" <<END
process.roles=broker,controller
node.id=1
listeners=CLIENTS://${KAFKA_LISTEN:-}:$KAFKA_PORT,CONTROLLER://127.0.0.1:${KAFKA_CONTROLLER_PORT:=9093}
advertised.listeners=CLIENTS://$KAFKA_HOST:$KAFKA_PORT
listener.security.protocol.map=CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
controller.quorum.voters=1@127.0.0.1:$KAFKA_CONTROLLER_PORT
inter.broker.listener.name=CLIENTS
sasl.enabled.mechanisms=SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
listener.name.clients.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="admin" password="$KAFKA_PASSWORD_ADMIN";
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
# Only the broker itself comes by the controller's listener, which asks nobody's name.
super.users=User:admin;User:ANONYMOUS
log.dirs=$KAFKA_DATA
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
auto.create.topics.enable=false
${KAFKA_MORE:-}
END
sh "$(dirname "$0")/admin.sh"

set --
for name in $(env | sed -n 's/^KAFKA_PASSWORD_\([A-Z_]*\)=.*/\1/p'); do
  eval "password=\$KAFKA_PASSWORD_$name"
  set -- "$@" --add-scram "SCRAM-SHA-512=[name=$(printf %s "$name" | tr A-Z_ a-z-),password=$password]"
done
# Storage of before, made under another cluster's id, stays as it is.
[ -e "$KAFKA_DATA/meta.properties" ] || "$KAFKA_BIN/kafka-storage.sh" format --cluster-id eWl3YW5nLW9uZS1ub2RlMQ -c "$properties" "$@" > /dev/null
exec "$KAFKA_BIN/kafka-server-start.sh" "$properties"
