"""A picture on the page is what was drawn, or the page says what is wrong with it."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from reproduction.report.collect import Tier
from reproduction.report.figures import figures

ANALYSES = {name: {"notebook": name, "title": name} for name in ("first", "second")}
COLOURS = np.random.default_rng(5).integers(0, 256, (40, 60, 3), dtype=np.uint8)


def written(pixels, mode=None) -> bytes:
    """Return pixels as a PNG."""
    content = io.BytesIO()
    Image.fromarray(pixels, mode).save(content, "png")
    return content.getvalue()


def shown(folder, content):
    """Return what the page has of two analyses, the first of which has this picture."""
    (folder / "figures").mkdir()
    (folder / "figures" / "first.png").write_bytes(content)
    (folder / "figures" / "second.png").write_bytes(written(COLOURS))
    return figures(Tier(folder / "results"), ANALYSES)


def pixels(figure):
    """Return the pixels of a picture on the page."""
    content = base64.b64decode(figure["picture"]["address"].partition(",")[2])
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).astype(int)


WHOLE = written(COLOURS)
BAD = {
    "empty": b"",
    "text": b"<html>no such page</html>",
    "its first bytes": WHOLE[:8],
    "half of it": WHOLE[: len(WHOLE) // 2],
    "a changed byte": WHOLE[:200] + bytes([WHOLE[200] ^ 255]) + WHOLE[201:],
    "no size": WHOLE[:16] + bytes(8) + WHOLE[24:],
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_bad_picture_costs_only_itself(tmp_path, content):
    bad, good = shown(tmp_path, content)
    assert bad["picture"] is None and ": " in bad["problems"]["picture"]
    assert good["picture"] and not any(good["problems"].values())


def test_a_picture_keeps_its_colours(tmp_path):
    """Of a map in viridis with black and grey lines, no pixel is off by what an eye would see."""
    from matplotlib import colormaps

    drawn = (255 * colormaps["viridis"](np.linspace(0, 1, 300 * 200).reshape(200, 300))[..., :3]).astype(np.uint8)
    drawn[::40] = 0
    drawn[:, ::50] = np.linspace(0, 255, 200, dtype=np.uint8)[:, None, None]
    figure, _ = shown(tmp_path, written(drawn))
    off = np.abs(pixels(figure) - drawn)
    assert off.max() <= 16 and off.mean() < 2
    assert (figure["picture"]["width"], figure["picture"]["height"]) == (300, 200)


def test_what_is_transparent_is_white_paper(tmp_path):
    clear = np.zeros((20, 20, 4), dtype=np.uint8)
    clear[5:10, :, 3] = 255  # a black bar
    figure, _ = shown(tmp_path, written(clear))
    assert pixels(figure)[0, 0].tolist() == [255] * 3 and pixels(figure)[7, 7].tolist() == [0] * 3
