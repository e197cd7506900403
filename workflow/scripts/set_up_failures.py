"""Why the environment could not be made, in one sentence. Run by any bare Python."""

import re
import shutil
import sys

NEEDED = 1.3e9  # bytes: measured 1.2 GB, see README
NETWORK = (
    r"NewConnectionError|ConnectTimeout|ReadTimeout|Read timed out|timed out|ProxyError|SSLError|error sending request"
    r"|client error \(Connect\)|dns error|Name or service not known|Temporary failure in name resolution"
    r"|Connection (?:refused|reset|aborted)|Network is unreachable|HTTP status (?:client|server) error|HTTPError"
)
HOST = r"host='([^']+)'|https?://(?:[^/@\s]*@)?([^/\s:)]+)"
COMPILER = r"[Cc]ommand '[^']*(?:cc|clang)[^']*' failed: No such file|No such file or directory: '[^']*cc'"


class SetUpError(Exception):
    """What stands in the way, in one sentence without its full stop."""


def require_space(folder):
    """Raise unless there is room for all packages."""
    free = shutil.disk_usage(folder).free
    if free < NEEDED:
        raise SetUpError(f"{NEEDED / 1e9:.1f} GB are needed in {folder}, {free / 1e9:.1f} GB are free")


def reason(said, network=True):
    """Return the sentence for what a failed installer said, None if it says nothing that is known."""
    if re.search(r"No space left on device|Disk quota exceeded|os error 28\b|os error 122\b", said):
        return f"the disk is full; {NEEDED / 1e9:.1f} GB are needed, and as much for the installer's cache"
    missing = {"its headers": r"Python\.h: No such file", "a C compiler": COMPILER}
    missing = [what for what, words in missing.items() if re.search(words, said)]
    if missing:
        return (
            f"a package must be compiled for Python {sys.version.split()[0]}, and {missing[0]} cannot be found "
            "(on Debian and Ubuntu: apt install gcc libc6-dev python3-dev); for Python 3.11 to 3.13 nothing is: "
            "make PYTHON=python3.13"
        )
    if re.search(r"[Hh]ash(?:es)? mismatch|DO NOT MATCH THE HASHES", said):
        return "the package index holds another package than the one whose hash is in requirements.lock"
    if network and re.search(NETWORK, said):
        hosts = sorted({next(filter(None, found)) for found in re.findall(HOST, said)})
        return f"the package index could not be reached ({', '.join(hosts) or 'no address'}); it is needed once"
    return None
