# What there is to do, from a configuration that makes sense.
ANALYSES = accepted_by(config_check.checked_analyses, config, NOTEBOOKS)
SWEEPS = config.get("sweeps", {})
SWEEP_RESULTS = [f"{SWEPT}shards/{name}/{k}.nc" for name, sweep in SWEEPS.items() for k in range(sweep["shards"])]
SWEEP_RESULTS += [f"{SWEPT}{name}.nc" for name in SWEEPS]


wildcard_constraints:
    name="|".join(ANALYSES),
    sweep="|".join(SWEEPS),
    shard=r"\d+",
