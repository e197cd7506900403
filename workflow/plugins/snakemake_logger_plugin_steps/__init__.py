"""What `make` is told about a run: a logger plugin of Snakemake's that writes its events to a file, one JSON a line.

snakemake --logger steps --logger-steps-file PATH ...
"""

import json
from dataclasses import dataclass, field
from typing import Optional

from snakemake_interface_logger_plugins.base import LogHandlerBase
from snakemake_interface_logger_plugins.common import LogEvent
from snakemake_interface_logger_plugins.settings import LogHandlerSettingsBase

NOTHING = "Nothing to be done"


@dataclass
class LogHandlerSettings(LogHandlerSettingsBase):
    """Its option on the command line."""

    file: Optional[str] = field(  # noqa: UP045 - Snakemake reads the type, and knows no `|`
        default=None, metadata={"help": "where the events go", "required": True}
    )


class LogHandler(LogHandlerBase):
    """Passes on the few events that a progress line and a list of failures are made of."""

    writes_to_stream = writes_to_file = has_formatter = needs_rulegraph = False
    has_filter = True  # none: `--quiet` is about the screen

    def __post_init__(self):
        self.target = open(self.settings.file, "a", encoding="utf-8")  # noqa: SIM115 - open as long as the run
        self.tell(event="begin", dryrun=self.common_settings.dryrun)

    def emit(self, record):
        """Write one line for an event that matters, whole and at once."""
        event = getattr(record, "event", None)
        if event == LogEvent.RUN_INFO:
            self.tell(event="plan", total=record.stats["total"])
        elif event == LogEvent.JOB_INFO:
            self.tell(event="start", job=record.jobid, says=record.rule_msg or record.rule_name)
        elif event == LogEvent.JOB_FINISHED:
            self.tell(event="end", job=record.job_id)
        elif event == LogEvent.JOB_ERROR:
            logs = [str(path).partition(" (")[0] for path in record.log]
            self.tell(event="error", job=record.jobid, rule=record.rule_name, logs=logs)
        elif str(record.msg).startswith(NOTHING):
            self.tell(event="nothing")

    def tell(self, **what):
        """Write one event."""
        self.target.write(json.dumps(what) + "\n")
        self.target.flush()
