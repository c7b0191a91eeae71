#!/bin/sh
# Pins each image of others, in docker-compose.yml and the Dockerfile, by the digest that its tag has at its registry now: `sh deploy/images/digests.sh`, with Docker. A tag may
# be moved, a digest names one content. Run again for a new tag, or for what was mended under the same one; what changed is seen in the diff.
set -eu
cd "$(dirname "$0")/../.."
files='docker-compose.yml deploy/images/Dockerfile'

# shellcheck disable=SC2086
for image in $(sed -nE 's/^( *image:|FROM) ([a-z0-9./-]+:[A-Za-z0-9._-]+).*/\2/p' $files | sort -u); do
  digest=$(docker buildx imagetools inspect --format '{{.Manifest.Digest}}' "$image")
  case $digest in
    sha256:*) ;;
    *) echo "$image: the registry names no digest ($digest)" >&2; exit 1 ;;
  esac
  for file in $files; do
    sed -E "s#($image)(@sha256:[0-9a-f]+)?( |\$)#\1@$digest\3#" "$file" > "$file.new"
    cat "$file.new" > "$file"
    rm "$file.new"
  done
  echo "$image@$digest"
done
