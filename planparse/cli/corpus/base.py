"""What the commands of a corpus have in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from planparse.cli.base import Option
from planparse.errors import PlanparseError

if TYPE_CHECKING:
    from corpus import Corpus

_F = TypeVar("_F", bound=Callable[..., Any])


def with_corpus(function: _F) -> _F:
    """``--db``; the command gets the corpus as ``store``, and what goes wrong with it is one line."""

    @wraps(function)
    def called(*args: Any, db: str, **others: Any) -> Any:
        from corpus import Corpus, CorpusError

        try:
            with Corpus(db) as store:
                return function(*args, store=store, **others)
        except CorpusError as error:
            raise as_planparse(error) from error

    option = click.option("--db", metavar="FILE", required=True, cls=Option, help="help.db")
    return cast(_F, option(called))


def as_planparse(error: Any) -> PlanparseError:
    """The same failure as the error that the command line knows how to tell."""
    return PlanparseError(error.code, error.path, error.arguments)


def check_not_the_corpus(output: str | None, store: Corpus) -> None:
    """PlanparseError where a result would be written over the corpus."""
    from pathlib import Path

    if output is None or not (Path(output).exists() and store.path.exists()):
        return
    if Path(output).samefile(store.path):
        raise PlanparseError("output-is-input", output)
