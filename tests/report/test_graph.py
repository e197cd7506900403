"""The graph follows what the sources use."""

from reproduction.report.graph import dependencies, layout
from reproduction.report.sources import Index, equations

SOURCES = {
    "autocoherence/__init__.py": "from autocoherence.top import signal\n",
    "autocoherence/low.py": (
        'def kernel(x):\n    """K.\n\n    Paper: Eq. (24), with Eq. (99); see Eq. (98).\n    """\n    return x\n'
    ),
    "autocoherence/middle.py": "from autocoherence import low\n\ndef helper(x):\n    return low.kernel(x)\n",
    "autocoherence/top.py": (
        "from autocoherence.middle import helper as h\n\n"
        'def signal(x):\n    """S.\n\n    Paper: Eqs. (43) and (50)-(52).\n    """\n    return h(x)\n'
    ),
    "autocoherence/both.py": (
        "from autocoherence.low import kernel\n\n"
        'def both(x):\n    """B.\n\n    Paper: Eqs. (24) and (60).\n    """\n    return kernel(x)\n'
    ),
    "paper/__init__.py": "",
    "paper/notation.py": 'def phi(x):\n    """Eqs. (16), (84)."""\n    return x\n',
    "paper/systems/__init__.py": "",
    "paper/systems/pair.py": "def helper(r):\n    return r\n\ndef pair(r):\n    return helper(r)\n\nunused = 1\n",
    "paper/equations/sec5.py": (
        "from autocoherence import signal\nfrom paper.systems.pair import pair\n\n"
        "def route(s):\n    return signal(s)\n\n"
        "ENTRIES = [Entry(number=44, sample=pair, routes={'own': route}), Entry(number='claim', routes={})]\n"
    ),
}


def index(folder):
    for name, source in SOURCES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(source)
    return Index(folder / "autocoherence", folder / "paper")


def test_functions_lead_to_the_functions_they_call(tmp_path):
    edges = dependencies(index(tmp_path))
    assert {pair for pair, how in edges.items() if how == "function"} == {
        *((number, other) for number in (43, 50, 51, 52) for other in (24, 99)),
        *((24, 99), (60, 99)),  # and what a function states itself is nothing it rests on
    }


def test_checks_lead_to_what_they_use(tmp_path):
    entries = [
        {"number": 14, "printed": ["phi(xi) * 2"]},
        {"number": "claim", "printed": ["phi(x)"]},
        {"number": 9, "printed": ["in words"]},
    ]
    edges = dependencies(index(tmp_path), entries)
    assert {pair for pair, how in edges.items() if how == "check"} == {
        (44, 43), (44, 50), (44, 51), (44, 52), (14, 16), (14, 84),
    }  # fmt: skip


def test_code_of_a_check_comes_with_its_helpers(tmp_path):
    read = index(tmp_path)
    code = read.code(read.entries[44])
    assert "def route(s)" in code and "Entry(number=44" in code and "def signal" not in code
    assert "# systems/pair.py" in code and "def helper" in code and "unused" not in code


def test_ranges_are_read():
    assert equations("Eqs. (123)-(127), (5) and (200)") == {5, 123, 124, 125, 126, 127}


def test_every_equation_has_its_own_place():
    picture = layout({(23, 15): "function"}, {23: "verified"})
    places = {(node["x"], node["y"]) for node in picture["nodes"]}
    assert [node["number"] for node in picture["nodes"]] == list(range(1, 128)) and len(places) == 127
    assert picture["nodes"][22]["verdict"] == "verified" and picture["nodes"][14]["used_by"] == [23]
    assert all(x < picture["width"] and y < picture["height"] for x, y in places)
