"""What has to start before anything is computed."""

import tempfile
from pathlib import Path

from measure import commands

IMPORTS = {
    "python": "",
    "numpy and scipy.special": "import numpy, scipy.special",
    "autocoherence": "import autocoherence",
    "what a figure's notebook imports": "import autocoherence\nfrom reproduction import arrays, plotting",
}


def starts():
    """Seconds of every start, alone in its process."""
    small = commands({name: ["-c", code] for name, code in IMPORTS.items()}, repeat=7)
    with tempfile.TemporaryDirectory() as folder:
        notebook = Path(folder, "empty.ipynb")
        notebook.write_text(
            '{"cells": [{"cell_type": "code", "id": "parameters", "metadata": {"tags": ["parameters"]}, '
            '"source": ["out = \'\'"], "outputs": [], "execution_count": null}, {"cell_type": "code", "id": "write", '
            '"metadata": {}, "source": ["open(out, \'w\').close()"], "outputs": [], "execution_count": null}], '
            '"metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}, '
            '"nbformat": 4, "nbformat_minor": 5}',
            encoding="utf-8",
        )
        runner = ["workflow/scripts/run_notebook.py", str(notebook), "--executed", f"{folder}/done.ipynb"]
        runner += ["--log", f"{folder}/log.ipynb", f"out={folder}/out"]
        large = {"an empty notebook": runner, "snakemake --dry-run": ["-m", "snakemake", "--dry-run", "--quiet", "all"]}
        return small | commands(large, repeat=3)
