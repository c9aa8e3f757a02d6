# The image holds dist/ and the runtime dependencies; Node is the image's own.
# The tag is not pinned by digest here: pin it where images are built, and renew it on purpose.
# Run it with a read-only root, no capabilities, and a volume for what Keywright remembers:
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
#     -v keywright:/data -v "$PWD/manifests:/estate/manifests:ro" keywright plan
# The daemon, with its settings and secrets below /etc/keywright (deploy/ has manifests for Kubernetes):
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
#     -v keywright:/data -v /etc/keywright:/etc/keywright:ro keywright daemon --config /etc/keywright/daemon.yaml
# `scripts/image.sh` takes these steps and runs the result in this way, without Docker, on every change.
FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=optional --ignore-scripts
COPY . .
RUN npm pack --silent && mkdir /app && tar -xzf keywright-*.tgz -C /app --strip-components=1
RUN cp package-lock.json .npmrc /app/ && cd /app && npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-slim
LABEL org.opencontainers.image.title="Keywright" \
  org.opencontainers.image.description="Keeps the encryption of an AWS estate the way its manifests say" \
  org.opencontainers.image.licenses="Apache-2.0"
# Sources in Git are read by git, those over ssh by ssh too.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates git openssh-client && \
  rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production XDG_STATE_HOME=/data KEYWRIGHT_DATA_DIR=/data
RUN mkdir /data && chown node:node /data
COPY --from=build /app /app
USER node
WORKDIR /estate
VOLUME /data
# What is in flight is finished and reported before the process ends.
STOPSIGNAL SIGTERM
# Asks the daemon at its probe address. Commands that end by themselves have none, and are over before it counts.
HEALTHCHECK --interval=60s --timeout=10s --start-period=120s --retries=3 \
  CMD ["node", "/app/bin/reconcile.js", "daemon", "--health"]
ENTRYPOINT ["node", "/app/bin/reconcile.js"]
CMD ["--help"]
