"""[tool.lemmata]: found upwards, read with care, what is not understood is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.documents.project.projects import written

from lemmata.documents.conventions import Conventions, SettingError
from lemmata.documents.project.selection import Selection
from lemmata.documents.project.settings import Settings, find_settings, read_settings

WHOLE = """
[tool.lemmata]
select = ["F", "C101"]
ignore = ["F104"]
strict = true
run = true
seed = 3
exclude = ["drafts/", "*.tex"]
time-limit = 12.5
formula-limit = 5
baseline = "known.json"
jobs = "auto"
cache = false
layout = "denominator"
log-base = 2
ddof = 1

[tool.lemmata.per-file-ignores]
"old/*" = ["F102"]
"""


def test_every_key_is_read(tmp_path):
    written(tmp_path, {"pyproject.toml": WHOLE})
    assert read_settings(tmp_path / "pyproject.toml") == Settings(
        tmp_path, ("F", "C101"), ("F104",), True, True, 3, ("drafts/", "*.tex"), 12.5, 5,
        str(tmp_path / "known.json"), 0, False, {"old/*": ("F102",)}, Conventions("denominator", "2", "1"))


def test_the_nearest_one_upwards_with_a_table_counts(tmp_path):
    written(tmp_path, {"pyproject.toml": "[tool.lemmata]\nseed = 1\n", "a/pyproject.toml": "[project]\nname = 'x'\n",
                       "a/b/pyproject.toml": "[tool.lemmata]\nseed = 2\n", "a/b/c/notes.md": "", "a/d/notes.md": ""})
    assert find_settings([tmp_path / "a/b/c/notes.md"]).seed == 2
    assert find_settings([tmp_path / "a/b"]).seed == 2
    assert find_settings([tmp_path / "a/d/notes.md"]).seed == 1
    assert find_settings([tmp_path / "a/b/c/notes.md", tmp_path / "a/d"]).root == tmp_path
    assert find_settings([tmp_path / "a/b/c/not-there.md"]).seed == 2


@pytest.mark.parametrize("text, words", [
    ("slect = []", ["no key 'slect'", "did you mean 'select'?", "per-file-ignores"]),
    ("layuot = 'numerator'", ["no key 'layuot'", "did you mean 'layout'?"]),
    ("layout = 'rows'", ["layout = 'rows'", "numerator, denominator"]),
    ("log-base = 2.0", ["log-base = 2.0", "e, 2, 10"]),
    ("ddof = true", ["ddof = True", "0, 1"]),
    ("select = 'F'", ["select = 'F'", "list"]),
    ("select = [1]", ["list"]),
    ("strict = 'yes'", ["strict = 'yes'", "true or false"]),
    ("jobs = 0", ["jobs = 0", "auto"]),
    ("jobs = true", ["jobs = True"]),
    ("time-limit = -1", ["time-limit = -1", "from 0.1"]),
    ("time-limit = 0.05", ["time-limit = 0.05", "from 0.1"]),
    ("formula-limit = 0", ["formula-limit = 0", "from 0.1"]),
    ("time-limit = inf", ["time-limit = inf"]),
    ("seed = 1.5", ["seed = 1.5", "whole number"]),
    ("baseline = ''", ["baseline = ''"]),
    ("per-file-ignores = {a = 'F'}", ["per-file-ignores", "lists of codes"]),
    ("select = [", ["no TOML"]),
])
def test_what_is_not_understood_names_key_value_and_remedy(tmp_path, text, words):
    written(tmp_path, {"pyproject.toml": f"[tool.lemmata]\n{text}\n"})
    with pytest.raises(SettingError) as error:
        find_settings([tmp_path])
    for word in ["pyproject.toml", *words]:
        assert word in str(error.value)


def test_a_table_that_is_none(tmp_path):
    written(tmp_path, {"pyproject.toml": "[tool]\nlemmata = 3\n"})
    with pytest.raises(SettingError, match="is no table"):
        find_settings([tmp_path])


def test_what_is_given_goes_first():
    settings = Settings(seed=3, strict=True).with_given(seed=None, strict=False, select=("F",))
    assert (settings.seed, settings.strict, settings.select) == (3, False, ("F",))


def test_the_settings_of_the_readme_are_understood(tmp_path):
    readme = (Path(__file__).resolve().parents[3] / "README.md").read_text(encoding="utf-8")
    written(tmp_path, {"pyproject.toml": readme.split("```toml\n")[1].split("```")[0]})
    settings = find_settings([tmp_path])
    assert settings.root == tmp_path and settings.run and settings.conventions.set == {
        "layout": "denominator", "log-base": "2", "ddof": "1"}
    Selection(settings)
