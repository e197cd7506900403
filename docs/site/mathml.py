"""Formulas of the site as MathML, which browsers draw by themselves: no script and no network."""

from docutils.nodes import SkipNode
from sphinx.util.logging import getLogger

from reproduction.report.formula import mathml

LOG = getLogger(__name__)


def drawn(latex, node, block):
    """Return a formula as MathML, or warn of one that cannot be read."""
    aligned = block and r"\\" in latex and r"\begin" not in latex
    found = mathml(rf"\begin{{aligned}}{latex}\end{{aligned}}" if aligned else latex, block=block)
    if "unreadable" in found:
        LOG.warning("this formula cannot be read: %s", latex, location=node)
    return found


def inline(writer, node):
    """Write a formula into its line."""
    writer.body.append(drawn(node.astext(), node, False))
    raise SkipNode


def block(writer, node):
    """Write formulas of their own, which blank lines separate."""
    for part in filter(str.strip, node.astext().split("\n\n")):
        writer.body.append(f'<div class="math">{drawn(part, node, True)}</div>')
    raise SkipNode


def setup(app):
    """Offer the renderer to Sphinx."""
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
