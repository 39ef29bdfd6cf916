"""nbgrader's exchange, which a group does without: work comes and goes by the kit's pages."""

# Only nbgrader imports this module.
from nbgrader.exchange import ExchangeError  # noqa: TID253
from nbgrader.exchange.default import ExchangeList  # noqa: TID253
from nbgrader.utils import check_directory  # noqa: TID253


class QuietList(ExchangeList):  # type: ignore[misc]
    """Lists as nbgrader's does; ``ExchangeFactory.list`` of a workspace.

    Formgrader asks it at every visit whether there is an exchange, and nbgrader's own answers in
    the log, as the worst of errors.
    """

    def ensure_root(self) -> None:
        """Raise ``ExchangeError`` where there is none."""
        if not check_directory(self.root, write=True, execute=True):
            self.log.debug("there is no exchange at %s", self.root)
            raise ExchangeError(self.root)
