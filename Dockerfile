# All packages in an image, from the same lock files as `make`. The checkout is mounted, so that all that is made stays with
# whoever runs it, as theirs (podman: --userns=keep-id in place of --user):
#   docker build -t autocoherence .
#   docker run --rm --network none --user "$(id -u):$(id -g)" -v "$PWD:/autocoherence" autocoherence
FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends make git \
    && rm -rf /var/lib/apt/lists/*
ENV AUTOCOHERENCE_VENV=/opt/autocoherence HOME=/tmp
WORKDIR /autocoherence
COPY Makefile requirements.lock requirements.bootstrap.lock ./
COPY workflow/scripts/set_up.py workflow/scripts/set_up_failures.py workflow/scripts/
COPY workflow/scripts/command_line.py workflow/scripts/run_lock.py workflow/scripts/
RUN make environment && rm -rf /autocoherence/* /autocoherence/.cache /tmp/.cache
ENTRYPOINT ["sh", "-c", "test -e Makefile || { echo 'Mount the checkout: -v \"$PWD:/autocoherence\"' >&2; exit 2; }; exec make \"$@\"", "make"]
