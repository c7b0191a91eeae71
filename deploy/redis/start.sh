#!/bin/sh
# Redis that knows each service by name and password, and lets it do what limits and news between instances take, with keys and a channel of its own: it reads and clears no
# other's counts and speaks in no other's name. All count together what an account may do so often (everywhere), and hear which sessions identity has ended, without being
# able to say so. Whoever shows no name may ask whether it is there. REDIS_PASSWORD_<NAME>: each one's. What is given behind it is the server's.
set -eu
umask 077
users=${REDIS_RUN:-/tmp}/users.acl

echo 'user default on nopass resetkeys resetchannels -@all +ping' > "$users"
for name in $(env | sed -n 's/^REDIS_PASSWORD_\([A-Z_]*\)=.*/\1/p'); do
  eval "password=\$REDIS_PASSWORD_$name"
  hash=$(printf %s "$password" | sha256sum | cut -d ' ' -f 1)
  user=$(printf %s "$name" | tr A-Z_ a-z-)
  own="~yiwang:$user:* ~yiwang:everywhere:* &yiwang:$user:*"
  rights='-@all +@read +@write +@connection +@transaction +@pubsub -@dangerous +eval +evalsha +time +info'
  echo "user $user on #$hash $own $rights (-@all +subscribe +unsubscribe &yiwang:identity:*)" >> "$users"
done
exec redis-server --aclfile "$users" --save '' --appendonly no "$@"
