"""An executed notebook without anything that differs from run to run: times, addresses, identifiers."""

from __future__ import annotations

import re

__all__ = ["normalized"]

RANDOM = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b")
ZEROS = "-0000-4000-8000-000000000000"
ADDRESS = re.compile(r"\b0x[0-9a-f]{6,16}\b")
CELL = re.compile(r"ipykernel_\d+[/\\]\d+\.py")
BEFORE = " \n\t\"'<>("  # what may stand before its folder


def normalized(notebook, name="", title=""):
    """Return the notebook as it is to be kept, with a ``title`` of its own, or ``name`` in it, if it has more runs."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    identifiers = {}
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        cell.metadata = {"tags": tags} if tags else {}
        if "injected-parameters" in tags:
            cell.id = "injected-parameters"
        if cell.cell_type == "code":
            cell.outputs = merged(cell.outputs)
            for output in cell.outputs:
                for holder in (output, output.get("data", {})):
                    for kind in ("text", "text/plain", "text/html"):
                        if kind in holder:
                            holder[kind] = steady(holder[kind], identifiers)
    if name or title:
        entitle(notebook, name, title)
    return notebook


def entitle(notebook, name, title):
    """Put a title in the place of the notebook's, the first line of the first text, or add a name to it."""
    first = next((cell for cell in notebook.cells if cell.cell_type == "markdown"), None)
    if first is not None and first.source.startswith("# "):
        old, newline, rest = first.source.partition("\n")
        first.source = (f"# {title}" if title else f"{old} ({name})") + newline + rest


def merged(outputs):
    """Return the outputs with one text per stream: how text is cut into messages is a matter of timing."""
    streams, others = {}, []
    for output in outputs:
        if output.output_type != "stream":
            others.append(output)
        elif output.name in streams:
            streams[output.name].append(output)
        else:
            streams[output.name] = [output]
    for parts in streams.values():
        parts[0].text = "".join(part.text for part in parts)
    return [streams[name][0] for name in sorted(streams, reverse=True)] + others


def steady(text, identifiers):
    """Replace what names a process or an address, and number the random identifiers in the order they appear."""
    text = ADDRESS.sub("0x0", without_files_of_cells(text))
    return RANDOM.sub(lambda found: identifiers.setdefault(found[0], f"{len(identifiers):08x}{ZEROS}"), text)


def without_files_of_cells(text):
    """Replace the names of the temporary files that cells are compiled from, in a time linear in the text.

    One regular expression for folder and file takes quadratic time on a line without spaces, such as a picture's.
    """
    pieces, end = [], 0
    for found in CELL.finditer(text):
        start = max(end - 1, *(text.rfind(mark, end, found.start()) for mark in BEFORE)) + 1
        pieces += [text[end:start], "<cell>"]
        end = found.end()
    return "".join([*pieces, text[end:]])
