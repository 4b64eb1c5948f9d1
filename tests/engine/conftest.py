"""What the frameworks said is written when a file has ended."""

import pytest

from tests.engine import kept


@pytest.fixture(scope="module", autouse=True)
def answers(request):
    if request.config.option.write_evidence:
        kept.forget()
    yield
    kept.save()
