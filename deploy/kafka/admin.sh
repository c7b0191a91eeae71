#!/bin/sh
# Who the commands of one's own come as: /tmp/admin.properties, of KAFKA_PASSWORD_ADMIN.
set -eu
umask 077
cat > "${KAFKA_RUN:-/tmp}/admin.properties" <<END
security.protocol=SASL_PLAINTEXT
sasl.mechanism=SCRAM-SHA-512
sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="admin" password="$KAFKA_PASSWORD_ADMIN";
END
