"""Whether indented lines look like code, or are notes that somebody indented."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CODE = re.compile(
    r"""^\s*(?:\$\s|>>>|\#!|\#include|//|/\*|--\s\w+\s*$|@\w+
      | (?:def|class|import|from|return|for|while|if|else|elif|try|except|function|func|fn|var|let|const|public
          |private|static|void|int|char|struct|package|using|namespace|print|echo|export|sudo|apt|pip|npm|git
          |docker|kubectl|curl|cd|ls|mkdir|SELECT|INSERT|UPDATE|DELETE|CREATE)\b.*(?:[(){}=;:\[\]<>|/-]|\s--?\w)
      | </?\w+[^>]*>\s*\S*.*$
      | [\w.\[\]]+\s*(?:[-+*/|&%]?=|:=|<-)\s*\S.*$
      | [\w.]+\([^)]*\)\s*;?\s*$)
      | [;{}]\s*$ | ^\s*[})\]]+[;,]?\s*$ | ^\s*"[\w-]+"\s*: | \)\s*[{:]\s*$ | \s(?:&&|\|\||=>|==|!=)\s""",
    re.VERBOSE,
)
_LIST = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+\S")


def looks_like_code(lines: Sequence[str]) -> bool:
    """Whether most of the lines that are not blank could be a program's, and none starts a list."""
    written = [line for line in lines if line.strip()]
    if not written or any(_LIST.match(line[:100]) for line in written):
        return False
    return 2 * sum(bool(_CODE.search(line[:500])) for line in written) >= len(written)
