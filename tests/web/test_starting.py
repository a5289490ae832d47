"""The first seconds of a server, in which no worker has the engine yet."""

import pytest
from tests.web.served import Client, application


@pytest.mark.parametrize(("path", "there", "later"), [
    ("/lemma/sigmoid", "Log-odds become a probability", "import numpy as np\n\n\ndef"),
    ("/notation", "Logarithms are natural", "<table"),
    ("/workbench", "Variables", ""),
])
def test_a_page_is_there_before_the_engine(path: str, there: str, later: str) -> None:
    app = application()
    app.state.workers.is_ready = False
    text = Client(app).get(path).text
    assert there in text and "data-starting" in text
    assert ("the engine is starting" in text) == bool(later)
    app.state.workers.is_ready = True
    whole = Client(app).get(path).text
    assert there in whole and "starting" not in whole.replace("a starting", "")
