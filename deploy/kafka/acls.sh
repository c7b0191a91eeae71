#!/bin/sh
# Who may do what in Kafka, generated from the event map by `npm run generate`. Do not edit: a test fails where this file is stale.
#
#   KAFKA_ACLS='kafka-acls.sh --bootstrap-server kafka:9092 --command-config admin.properties' deploy/kafka/acls.sh
#
# Each service is a principal of its own name (KAFKA_SASL_USERNAME), so is `npm run setup`: `setup`. What is not named here nobody may. It only adds:
# what an older version allowed and this one does not is shown by `$KAFKA_ACLS --list` and taken away by hand. Safely repeatable.
set -eu

allow() { $KAFKA_ACLS --add "$@" > /dev/null; }

# Each looks at its start whether all topics are there, with their partitions.
allow --allow-principal User:information-network --allow-principal User:identity --allow-principal User:hotline --allow-principal User:home-care --allow-principal User:kiosk --allow-principal User:setup --operation Describe --topic home-care.events --topic hotline.events --topic identity.events --topic information-network.events --topic kiosk.events

# information-network
allow --allow-principal User:information-network --operation Write --topic information-network.events
allow --allow-principal User:information-network --operation Read --topic home-care.events --topic hotline.events --topic identity.events --topic information-network.events --topic kiosk.events --group information-network
allow --allow-principal User:information-network --operation Read --resource-pattern-type prefixed --group information-network.
allow --allow-principal User:information-network --operation Delete --resource-pattern-type prefixed --group information-network.reading-

# identity
allow --allow-principal User:identity --operation Write --topic identity.events
allow --allow-principal User:identity --operation Read --topic identity.events --topic information-network.events --group identity
allow --allow-principal User:identity --operation Read --resource-pattern-type prefixed --group identity.
allow --allow-principal User:identity --operation Delete --resource-pattern-type prefixed --group identity.reading-

# hotline
allow --allow-principal User:hotline --operation Write --topic hotline.events
allow --allow-principal User:hotline --operation Read --topic home-care.events --topic hotline.events --topic information-network.events --topic kiosk.events --group hotline
allow --allow-principal User:hotline --operation Read --resource-pattern-type prefixed --group hotline.
allow --allow-principal User:hotline --operation Delete --resource-pattern-type prefixed --group hotline.reading-

# home-care
allow --allow-principal User:home-care --operation Write --topic home-care.events
allow --allow-principal User:home-care --operation Read --topic home-care.events --topic hotline.events --topic identity.events --topic information-network.events --group home-care
allow --allow-principal User:home-care --operation Read --resource-pattern-type prefixed --group home-care.
allow --allow-principal User:home-care --operation Delete --resource-pattern-type prefixed --group home-care.reading-

# kiosk
allow --allow-principal User:kiosk --operation Write --topic kiosk.events
allow --allow-principal User:kiosk --operation Read --topic hotline.events --topic identity.events --topic information-network.events --topic kiosk.events --group kiosk
allow --allow-principal User:kiosk --operation Read --resource-pattern-type prefixed --group kiosk.
allow --allow-principal User:kiosk --operation Delete --resource-pattern-type prefixed --group kiosk.reading-

# setup
allow --allow-principal User:setup --operation Create --topic home-care.events --topic hotline.events --topic identity.events --topic information-network.events --topic kiosk.events
