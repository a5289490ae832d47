"""Tables of losses: functions with the declarations of their parameters, and what they are derived by."""

from __future__ import annotations


def collected():
    """An empty table, and the decorator that enters functions into it."""
    table = []

    def loss(vars, *wrt):
        def enter(function):
            table.append((getattr(function, "__name__", "loss"), function, vars, wrt))
            return function

        return enter

    return table, loss
