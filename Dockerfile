# Everything in an image, from the same lock files as `make`:
#   docker build -t autocoherence .
#   docker run --rm --network none -v "$PWD/results:/autocoherence/results" autocoherence
FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends make gcc libc6-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /autocoherence
COPY Makefile requirements.lock requirements.bootstrap.lock ./
COPY workflow/scripts/set_up.py workflow/scripts/set_up_failures.py workflow/scripts/
COPY workflow/scripts/command_line.py workflow/scripts/run_lock.py workflow/scripts/
RUN make environment
COPY . .
ENTRYPOINT ["make"]
CMD ["all"]
