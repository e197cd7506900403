"""Random configurations and notebooks: each is accepted or refused in one sentence, never a traceback.

The nightly run takes many (AUTOCOHERENCE_FUZZ=10000 configurations, a tenth of it notebooks) from a seed of its own.
"""

import json
import os
import random
import warnings
from collections import Counter

import pytest
import yaml
from config_check import checked_analyses, located
from config_text import ConfigError, check_text
from notebook_source import NotebookError, declared_parameters, library_files
from toy import CONFIG, DRAW, PARAMETERS, ROOT, snakemake, write_notebook

MANY = int(os.environ.get("AUTOCOHERENCE_FUZZ", "300"))
SEED = int(os.environ.get("AUTOCOHERENCE_FUZZ_SEED", "0"))
VALUES, KEYS, LINES = (
    (ROOT / "tests" / "data" / "odd" / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
    for kind in ("values", "keys", "lines")
)
VALUES += ["9" * 400, "x" * 300, "[" * 60, "[" * 2000, "a: &a [x, x]\nb: &b [*a, *a]", "\t", "\x07", ""]
KEYS += ["k" * 300]
LINES += ["\x00", "\x0c", "    %time x = 1"]


def weird(chance, depth=0):
    """Return a random value in YAML's flow style."""
    if depth < 3 and chance.random() < 0.3:
        parts = [weird(chance, depth + 1) for _ in range(chance.randrange(4))]
        keys = [chance.choice(KEYS) for _ in parts]
        pairs = map(": ".join, zip(keys, parts, strict=True))
        return chance.choice(["[" + ", ".join(parts) + "]", "{" + ", ".join(pairs) + "}"])
    return chance.choice([*VALUES, str(chance.gauss(0, 10)), str(chance.randrange(-5, 100)), chance.choice(KEYS)])


def configuration(chance):
    """Return a configuration in which a few things are changed at random."""
    lines = CONFIG.splitlines()
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        number = chance.randrange(len(lines))
        head, colon, _ = lines[number].partition(": ")
        indent = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
        lines[number : number + 1] = chance.choice(
            [
                [head + colon + weird(chance)],
                [lines[number], f"{indent}{chance.choice(KEYS)}: {weird(chance)}"],
                [f"{indent}{chance.choice(KEYS)}{colon or ':'}" + lines[number].partition(": ")[2]],
                [],
                [lines[number], lines[number]],
                [chance.choice(" \t-") + lines[number]],
                [lines[number].replace(chance.choice("{}:,"), chance.choice("{}:,[]&*!\"'#"), 1)],
            ]
        )
    text = "\n".join(lines).encode("utf-8", "surrogatepass")
    if chance.random() < 0.1:
        place = chance.randrange(len(text))
        text = text[:place] + bytes([chance.randrange(256)]) + text[place + 1 :]
    spoilt = [text.decode("latin-1").encode("utf-16"), b"\xef\xbb\xbf" + text, b"", text + b"\n---\na: 1\n"]
    return chance.choice([text] * 20 + spoilt)


def notebook(chance, path):
    """Write a notebook in which a few things are changed at random."""
    write_notebook(path, "from toylib import wave", DRAW, parameters=PARAMETERS)
    content = json.loads(path.read_text(encoding="utf-8"))
    for _ in range(chance.randrange(1, 4)):
        cell = chance.choice(content["cells"]) if content.get("cells") else {}
        lines = [chance.choice(LINES) + "\n" for _ in range(chance.randrange(1, 4))]
        what = chance.randrange(6)
        if what < 3:
            cell["source"] = chance.choice([[*(cell.get("source") or []), "\n", *lines], lines, "".join(lines)])
        elif what == 3 and cell:
            cell.pop(chance.choice(list(cell)))
        elif what == 4:
            cell[chance.choice(["metadata", "source", "outputs", "cell_type", "id"])] = chance.choice(
                [None, 1, "x", [], {}, [1], {"tags": "parameters"}, {"tags": ["parameters", 1]}, {"tags": None}]
            )
        else:
            content[chance.choice(["cells", "metadata", "nbformat"])] = chance.choice([None, 3, [], {}, [None], "x"])
        if not isinstance(content.get("cells"), list) or not all(isinstance(c, dict) for c in content["cells"]):
            break
    text = json.dumps(content).encode()
    cut = text[: chance.randrange(len(text))]
    spoilt = [cut, b"", b"[]", b"\xff" + text, text.decode().encode("utf-16"), b"[" * 9999]
    path.write_bytes(chance.choice([text] * 12 + spoilt))


def refusal(job):
    """Return the sentence with which something is refused, or None; any other exception is a failure."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        try:
            job()
        except (ConfigError, NotebookError) as error:
            return str(error)
    return None


def one_sentence(text):
    """Tell whether a text can stand in one line."""
    return 10 < len(text) < 1500 and "\n" not in text and "Traceback" not in text


@pytest.fixture
def toy(tmp_path, monkeypatch, fresh):
    """The folder of a toy checkout."""
    monkeypatch.chdir(fresh)
    return fresh


def test_random_configurations(toy):
    chance, told = random.Random(SEED), Counter()
    path = toy / "config" / "config.yaml"

    def check():
        check_text("config/config.yaml")
        config = yaml.safe_load(path.read_bytes().decode("utf-8-sig"))
        try:
            checked_analyses(config, ["notebooks"])
        except ConfigError as error:
            raise ConfigError(located(error, ["config/config.yaml"])) from None

    for number in range(MANY):
        path.write_bytes(configuration(chance))
        said = refusal(check)
        assert said is None or one_sentence(said), (number, said, path.read_bytes())
        told["accepted" if said is None else "refused"] += 1
    print(f"{MANY} configurations: {dict(told)}")
    assert min(told["accepted"], told["refused"]) > MANY / 50


def test_random_notebooks(toy):
    chance, told = random.Random(SEED), Counter()
    path = toy / "notebooks" / "toy.ipynb"

    def check():
        declared_parameters(path)
        library_files(path)
        checked_analyses(yaml.safe_load(CONFIG), ["notebooks"])

    for number in range(max(MANY // 10, 100)):
        notebook(chance, path)
        said = refusal(check)
        assert said is None or one_sentence(said), (number, said, path.read_bytes())
        told["accepted" if said is None else "refused"] += 1
    print(f"{sum(told.values())} notebooks: {dict(told)}")
    assert min(told["accepted"], told["refused"]) > sum(told.values()) / 20


@pytest.mark.slow
def test_snakemake_says_the_same_of_some_of_them(toy):
    chance = random.Random(SEED)
    for number in range(max(MANY // 100, 20)):
        content = configuration(chance)
        (toy / "config" / "config.yaml").write_bytes(content)
        done = snakemake(toy, "-n")
        said = done.stdout + done.stderr
        assert "Traceback" not in said, (number, content, said)
        assert done.returncode == 0 or "is refused: " in said or "rror" in said, (number, content, said)
