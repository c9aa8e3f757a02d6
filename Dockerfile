# The image holds dist/ and the runtime dependencies; Node is the image's own.
# The tag is not pinned by digest here: pin it where images are built, and renew it on purpose.
# Run with a read-only root: docker run --read-only --tmpfs /tmp -v keywright:/data …
# `scripts/packed.sh` runs these steps without Docker, on every change.
FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=optional --ignore-scripts
COPY . .
RUN npm pack --silent && mkdir /app && tar -xzf keywright-*.tgz -C /app --strip-components=1 \
  && cp package-lock.json .npmrc /app/ \
  && cd /app && npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production XDG_STATE_HOME=/data
RUN mkdir /data && chown node:node /data
COPY --from=build /app /app
USER node
WORKDIR /work
VOLUME /data
# What is in flight is finished and reported before the process ends.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/app/bin/reconcile.js"]
CMD ["--help"]
