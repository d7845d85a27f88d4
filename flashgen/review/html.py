"""Templates to HTML; the only door to Jinja. Whatever is put into one is escaped."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FunctionLoader, StrictUndefined

from flashgen.review.files import template


def html(name: str, **values: object) -> str:
    """The template of that name, filled."""
    return _environment().get_template(name).render(values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
