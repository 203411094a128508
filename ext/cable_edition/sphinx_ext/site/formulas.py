"""Formulas in chapters as MathML, which browsers set themselves: no script, and no other host.

Sphinx would load MathJax from a host of its own. What cannot be turned into MathML stands as it was
written.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)

#: What the library raises for formulas that it cannot read.
_UNREADABLE = (
    *(MathError, ArithmeticError, AttributeError, LookupError, RecursionError),
    *(TypeError, ValueError),
)
_NAME = "cable-mathml"
#: What stands around a whole formula in LaTeX, and says no more than that it is a block of lines.
_AROUND = re.compile(
    r"\s*\\begin\{((?:equation|align|gather|multline|flalign)\*?)\}(.*)\\end\{\1\}\s*", re.DOTALL
)


def _formula(translator: HTML5Translator, node: nodes.Element, *, block: bool) -> str:
    text = node.astext()
    around = _AROUND.fullmatch(text) if block else None
    try:
        found: str = tex2mathml(around[2] if around else text, as_block=block)
    except _UNREADABLE as error:
        reason = str(error) if isinstance(error, MathError) else "it cannot be read"
        message = f"this formula cannot be shown as one, and stands as it was written: {reason}"
        logger.warning("%s", message, type="cable", subtype="page", location=node)
        return f"<code>{translator.encode(text)}</code>"
    # As it was written, for those who hear it and those who search for it.
    return found.replace("<math ", f'<math alttext="{escape(text, quote=True)}" ', 1)


def _visit_math(translator: HTML5Translator, node: nodes.math) -> None:
    translator.body.append(_formula(translator, node, block=False))
    raise nodes.SkipNode


def _visit_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    # Sphinx and MyST put a box of the same ids around it.
    boxed = isinstance(node.parent, nodes.container) and node.parent["ids"] == node["ids"]
    start = '<div class="math">' if boxed else translator.starttag(node, "div", CLASS="math")
    translator.body.append(start)
    if node.get("number"):
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        translator.body.append("</span>")
    translator.body.append(f"{_formula(translator, node, block=True)}</div>\n")
    raise nodes.SkipNode


def _numbered(renderer: SphinxRenderer) -> str:
    """Return the label of a formula that has none: its page, and its number there.

    MyST draws lots, and each build would have another.
    """
    env = renderer.sphinx_env
    return f"{env.docname}:{env.new_serialno('cable-formula') + 1}"


def _choose(app: Sphinx, config: Config) -> None:
    """Take the own renderer, unless conf.py names or loads another."""
    others = {*app.registry.html_inline_math_renderers} - {"mathjax", _NAME}
    if config.html_math_renderer is None and "html_math_renderer" not in config.overrides:
        config["html_math_renderer"] = next(iter(sorted(others)), _NAME)


def setup_formulas(app: Sphinx) -> None:
    """Register the renderer before Sphinx looks which it has."""
    visitors: tuple[Any, Any] = ((_visit_math, None), (_visit_block, None))
    app.add_html_math_renderer(_NAME, *visitors)
    app.connect("config-inited", _choose, priority=430)
    SphinxRenderer._random_label = _numbered  # type: ignore[assignment,method-assign]
