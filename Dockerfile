# syntax=docker/dockerfile:1
# Bonafide as a container: docs/operations.md. For amd64 and arm64; the packages of both are in package-lock.json.
ARG NODE_IMAGE=node:20-bookworm-slim

# Everything that is needed to build, and nothing of it goes on: npm packages, pages, and the models as ONNX.
FROM ${NODE_IMAGE} AS build
# better-sqlite3 fetches a prebuilt binary, or compiles one where that is not to be had.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates g++ make python3 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs && node dist/cli/main.js models prepare
# 1: the nets that tell prints and screens from people, which are part of no package, are fetched and checked by their digests.
ARG BONAFIDE_MINIFASNET=0
RUN if [ "${BONAFIDE_MINIFASNET}" = 1 ]; then node dist/cli/main.js models install minifasnet; fi
RUN npm prune --omit=dev --no-audit --no-fund

FROM ${NODE_IMAGE} AS server
# 1: the ffmpeg of Debian decodes videos, in place of the slower one in WebAssembly that is there anyway.
ARG BONAFIDE_FFMPEG=0
RUN if [ "${BONAFIDE_FFMPEG}" = 1 ]; then \
    apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*; \
  fi
# Numbers, so that a cluster can see that it is not root. Nothing but /data is theirs.
RUN groupadd --gid 10001 bonafide \
  && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin bonafide \
  && install -d -o 10001 -g 10001 -m 0700 /data
WORKDIR /app
COPY --from=build /app/package.json /app/NOTICE /app/LICENSE /app/CHANGELOG.md ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/models ./models
COPY --from=build /app/templates ./templates
COPY --from=build /app/docs/accuracy ./docs/accuracy
COPY --from=build /app/.models ./.models
COPY --from=build /app/deploy/healthcheck.mjs ./deploy/healthcheck.mjs
RUN ln -s /app/dist/cli/main.js /usr/local/bin/bonafide
ENV NODE_ENV=production \
  HOME=/data \
  HOST=0.0.0.0 \
  PORT=8080 \
  BONAFIDE_DATA_DIR=/data
USER 10001:10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "/app/deploy/healthcheck.mjs"]
ENTRYPOINT ["node", "/app/dist/cli/main.js"]
CMD ["serve"]
