#!/bin/sh
# Notes everybody's password of KAFKA_PASSWORD_<NAME> in a broker that runs: `sh users.sh <broker>`, in its container, by a listener that asks nobody's name (deploy/upgrade-volumes.sh).
# A new storage has them from its beginning (start.sh).
set -eu
: "${KAFKA_BIN:=/opt/kafka/bin}"
until "$KAFKA_BIN/kafka-broker-api-versions.sh" --bootstrap-server "$1" > /dev/null 2>&1; do sleep 1; done
for name in $(env | sed -n 's/^KAFKA_PASSWORD_\([A-Z_]*\)=.*/\1/p'); do
  eval "password=\$KAFKA_PASSWORD_$name"
  "$KAFKA_BIN/kafka-configs.sh" --bootstrap-server "$1" --alter --add-config "SCRAM-SHA-512=[password=$password]" \
    --entity-type users --entity-name "$(printf %s "$name" | tr A-Z_ a-z-)"
done
