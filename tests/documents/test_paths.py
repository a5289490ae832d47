"""Files and folders of documents: found, read once, and named where they can't be read."""

import pytest

from lemmata.documents import DocumentError, check, find_documents


def test_folders_are_searched(tmp_path):
    for name in ("b.md", "a/c.md", ".hidden/d.md", "a/e.txt", "node_modules/f.md", "a/G.MD"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text\n")
    assert [str(p.relative_to(tmp_path)) for p in find_documents(tmp_path)] == ["a/G.MD", "a/c.md", "b.md"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(DocumentError, match="no documents"):
        find_documents(tmp_path / "empty")


def test_what_can_not_be_read_is_an_error_and_the_rest_is_checked(tmp_path):
    (tmp_path / "good.md").write_text("only text\n")
    (tmp_path / "bad.md").write_bytes(b"\xff\xff")
    report = check([tmp_path, tmp_path / "none.md"])
    assert report.files == 1 and report.exit_status == 2
    assert len(report.errors) == 2 and "UTF-8" in report.errors[0] and "no such file" in report.errors[1]


def test_a_file_is_checked_once_however_often_it_is_named(tmp_path, monkeypatch):
    (tmp_path / "sub").mkdir()
    file = tmp_path / "sub" / "a.md"
    file.write_text("$1 + 1 = 2$\n")
    (tmp_path / "same.md").symlink_to(file)
    monkeypatch.chdir(tmp_path)
    for paths in (["sub/a.md", "sub/a.md"], ["sub", "sub/a.md"], [".", "./sub/../sub/a.md"], [str(file), "sub/a.md"]):
        report = check(paths)
        assert report.files == 1 and len(report.findings) == 1, paths
    assert check(["none.md", "none.md"]).errors == ("none.md: no such file or folder",)
