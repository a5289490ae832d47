"""How much memory there is, and how much of it a block may take."""

import sys

import pytest

from lemmata.documents.code.machine import allowed_memory, memory_of_machine

GIB = 1 << 30


@pytest.mark.parametrize("wanted, machine, allowed", [
    (8 * GIB, None, 8 * GIB), (8 * GIB, 8 * GIB, 6 * GIB), (8 * GIB, 64 * GIB, 8 * GIB), (8 * GIB, GIB // 2, GIB),
])
def test_memory_is_bounded_by_the_machine(wanted, machine, allowed):
    assert allowed_memory(wanted, machine) == allowed


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_memory_of_this_machine():
    with open("/proc/meminfo") as file:
        total = int(file.readline().split()[1]) * 1024
    assert 0 < memory_of_machine() <= total
