"""An error says where, what, and the mend; and no text of a stranger drives the terminal."""

from __future__ import annotations

import pickle

from builder.errors import SHOWN, Both, BuildError, Faults, printable


def test_error_names_file_line_problem_and_mend() -> None:
    """Four things on two lines, in the order in which an editor reads them."""
    error = BuildError("content/records/a.yaml", 41, Both("no such id", "لا معرّف كهذا"), Both("Copy it.", "انسخه."), 7)
    assert str(error) == "content/records/a.yaml:41:7: no such id\n  Copy it."
    assert error.told("ar") == "content/records/a.yaml:41:7: لا معرّف كهذا\n  انسخه."


def test_error_survives_pickling() -> None:
    """An error that cannot leave a worker leaves the pool waiting."""
    error = BuildError("a", 1, Both("x", "س"), None, 2)
    assert pickle.loads(pickle.dumps(error)).args == error.args


def test_controls_are_shown_not_obeyed() -> None:
    """ESC, carriage return, NEL and overrides become escapes; Arabic with joiners and isolates stays."""
    assert printable("\x1b[31m\r\n\x85\u202e") == "\\x1b[31m\\x0d\\x0a\\x85\\u202e"
    assert printable("می\u200cخواهم \u2067نص\u2069") == "می\u200cخواهم \u2067نص\u2069"


def test_faults_are_sorted_and_the_rest_counted() -> None:
    """A thousand errors do not bury the first fifty."""
    told = str(Faults(BuildError("b", n, "x") for n in range(SHOWN + 5, 0, -1)))
    assert told.startswith("b:1: x\nb:2: x")
    assert told.endswith("… and 5 more")
