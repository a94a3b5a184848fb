import json
from pathlib import Path

import plotly.graph_objects as go
import plotly.io as pio
import pytest

from config.wording import translator
from config.workspace import REPOSITORY, write_workspace
from dashboard.parts.history import columns_figure, line_figure
from dashboard.parts.map import Place, apart, map_figure
from dashboard.parts.theme import DARK, LIGHT, Palette
from dashboard.parts.waterfall import waterfall_figure
from dashboard.usecases.board_shape import BoardRow
from dashboard.usecases.desk import open_desk
from dashboard.usecases.region_report import RegionReport, SectionLine
from dashboard.usecases.shapes import Shapes, layer_of, middle, shapes_of

CHINESE, ENGLISH = translator(), translator("en")
QUARTERS = ("2025Q4", "2026Q1", "2026Q2", "2026Q3")
SQUARES = Shapes(b"", "v", {"1": (111.5, 27.0), "2": (112.5, 27.0), "3": (113.5, 28.0)}, ((111.0, 26.5), (114.0, 28.5)))


def report(losses: tuple[float | None, ...], score: float | None) -> RegionReport:
    row = BoardRow("430100", "长沙市", "长沙", "430000", "", 1, 0, score, "", "", (), "", None, 1.0)
    full = 100.0 / len(losses)
    lines = [(f"s{i}", f"板块{i}", full, None if lost is None else full - lost, lost) for i, lost in enumerate(losses)]
    sections = tuple(SectionLine(code, name, full, points, points, lost) for code, name, full, points, lost in lines)
    names = ("430100", "长沙市", "prefecture", "prefectures", "市州组")
    return RegionReport("2026Q3", QUARTERS, *names, row, 14, 100.0, 2, "", "", False, sections, (), ())


def colour_of(trace: go.Choropleth, code: str) -> str:
    shade = trace.z[trace.locations.index(code)]
    return {round(stop * trace.zmax): colour for stop, colour in trace.colorscale}[shade]


def map_of(colours: Palette = LIGHT) -> go.Figure:
    places = {"1": Place(5, "甲", "<b>甲市</b>"), "2": Place(1, "", "<b>乙市</b>"), "9": Place(3, "无", "")}
    return map_figure("/geo/x.geojson?v=v", "adcode", SQUARES, places, colours)


def test_a_map_draws_each_region_by_its_code_in_the_colour_of_its_class() -> None:
    _, regions, _ = map_of().data

    assert regions.geojson == "/geo/x.geojson?v=v"
    assert regions.featureidkey == "properties.adcode"
    assert regions.locations == ("1", "2")
    assert regions.customdata == ("1", "2")
    assert colour_of(regions, "1") == LIGHT.class_5
    assert colour_of(regions, "2") == LIGHT.class_1
    assert regions.text == ("<b>甲市</b>", "<b>乙市</b>")


def test_names_that_would_lie_over_one_another_leave_room_to_the_first() -> None:
    points = {"1": (112.0, 27.0), "2": (112.05, 27.02), "3": (113.0, 28.0), "4": (112.05, 27.2)}
    places = {code: Place(1, name) for code, name in zip(points, ("衡阳县", "石鼓", "衡东", "蒸湘"), strict=True)}

    assert list(apart(points, places)) == ["1", "3", "4"]
    assert apart({}, places) == {}
    part = map_figure("/geo/x", "adcode", Shapes(b"", "v", points, ((111, 26), (114, 29))), places, LIGHT, whole=False)
    assert list(part.data[-1].text) == ["衡阳县", "衡东", "蒸湘"]


def test_shapes_without_a_place_are_bare_and_say_nothing() -> None:
    bare = map_of(DARK).data[0]

    assert bare.locations == ("3",)
    assert colour_of(bare, "3") == DARK.class_0
    assert bare.hoverinfo == "skip"


def test_a_map_is_named_in_the_middle_of_its_shapes_and_fits_them() -> None:
    drawn = map_of()

    labels = drawn.data[2]
    assert (labels.lon, labels.lat, labels.text) == ((111.5,), (27.0,), ("甲",))
    assert drawn.layout.geo.lonaxis.range == (111.0, 114.0)
    assert drawn.layout.geo.lataxis.range == (26.5, 28.5)
    assert drawn.layout.template.layout.geo.projection.type == "mercator"
    assert drawn.layout.template.layout.geo.visible is False


def test_the_middle_is_that_of_the_largest_part() -> None:
    large = [[[0, 0], [0, 4], [4, 4], [4, 0], [0, 0]]]
    small = [[[10, 10], [11, 10], [11, 11], [10, 11], [10, 10]]]

    assert middle({"type": "MultiPolygon", "coordinates": [small, large]}) == (2.0, 2.0)
    assert middle({"type": "Polygon", "coordinates": small}) == (10.5, 10.5)


def test_outer_rings_are_sent_clockwise_whichever_way_the_file_has_them(tmp_path: Path) -> None:
    write_workspace(tmp_path, REPOSITORY / "config")
    desk = open_desk(tmp_path)
    layer = layer_of(desk.config, "prefecture")
    assert layer is not None

    shapes = shapes_of(desk, layer)

    assert shapes is not None
    features = json.loads(shapes.geojson)["features"]
    geometries = [feature["geometry"] for feature in features]
    parts = [p for g in geometries for p in (g["coordinates"] if g["type"] == "MultiPolygon" else [g["coordinates"]])]
    areas = [sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(p[0], p[0][1:], strict=False)) for p in parts]
    assert len(features) == len(shapes.middles) == 14
    assert max(areas) < 0


def test_a_waterfall_falls_from_full_marks_by_what_was_lost_to_the_score() -> None:
    falls = waterfall_figure(report((4.0, -1.0, 2.5), 94.5), LIGHT, CHINESE).data[0]

    assert falls.x == (100.0, -4.0, 1.0, -2.5, 94.5)
    assert falls.measure == ("absolute", "relative", "relative", "relative", "absolute")
    assert falls.text == ("", "−4.00", "+1.00", "−2.50", "")
    assert falls.customdata == ("", "s0", "s1", "s2", "")
    assert falls.hovertext[1] == "<b>板块0</b> −4.00<br>得 29.33 分，满分 33 分"
    assert (falls.decreasing.marker.color, falls.totals.marker.color) == (LIGHT.quiet, LIGHT.data)


@pytest.mark.parametrize(
    ("losses", "score", "start", "said"),
    [
        ((4.0, 2.5), 93.5, 90, "横轴从 90 分起"),
        ((60.0, 30.0), 10.0, 0, "横轴从 0 分起"),
        ((None,), None, 0, "横轴从 0 分起"),
    ],
)
def test_a_waterfall_says_where_its_axis_begins(
    losses: tuple[float | None, ...], score: float | None, start: float, said: str
) -> None:
    axis = waterfall_figure(report(losses, score), LIGHT, CHINESE).layout.xaxis

    assert axis.range == (start, 100.0)
    assert axis.title.text == said


def test_a_waterfall_sets_off_the_chosen_section_and_only_that() -> None:
    chosen = waterfall_figure(report((4.0, 2.5), 93.5), LIGHT, CHINESE, "s1").layout.shapes
    unknown = waterfall_figure(report((4.0, 2.5), 93.5), LIGHT, CHINESE, "s9").layout.shapes

    assert {(shape.y0, shape.y1) for shape in chosen} == {(1.5, 2.5)}
    assert unknown == ()


def test_a_waterfall_prints_what_was_earned_of_what_could_be() -> None:
    drawn = waterfall_figure(report((4.0, 2.5), 93.5), LIGHT, CHINESE)

    texts = [note.text for note in drawn.layout.annotations]
    assert texts == ["<b>100.00</b>", "46.00 / 50", "47.50 / 50", "<b>93.50</b>"]


def test_a_line_is_broken_where_a_figure_is_missing_and_its_last_point_is_set_off() -> None:
    line = line_figure(QUARTERS, (80.0, None, 82.5, None), 1, LIGHT, ENGLISH).data[0]

    assert line.x == ("25Q4", "26Q1", "26Q2", "26Q3")
    assert line.y == (80.0, None, 82.5, None)
    assert line.text == ("80.0", "", "<b>82.5</b>", "")
    assert line.marker.color == (LIGHT.quiet, LIGHT.quiet, LIGHT.data, LIGHT.quiet)
    assert line.hovertext[2] == "<b>Q2 2026</b> 82.5"


def test_columns_stand_on_zero_with_the_last_in_colour_and_the_target_as_a_line() -> None:
    drawn = columns_figure(QUARTERS, (50.0, None, -5.0, 100.0), 0, LIGHT, CHINESE, 80.0)

    bars, target, said, labels = drawn.data
    assert bars.y == (50.0, None, -5.0, 100.0)
    assert bars.marker.color == (LIGHT.rest, LIGHT.rest, LIGHT.rest, LIGHT.data)
    assert labels.text == ("50", "", "−5", "100")
    assert labels.textposition == ("top center", "top center", "bottom center", "top center")
    assert (target.y, target.line.color) == ((80.0, 80.0), LIGHT.soon)
    assert said.text == ("目标 80",)
    assert drawn.layout.yaxis.range[0] < -5 < 100 < drawn.layout.yaxis.range[1]
    assert drawn.layout.yaxis.zeroline is True


def test_without_figures_charts_are_empty_not_wrong() -> None:
    line = line_figure(QUARTERS, (None,) * 4, 2, LIGHT, CHINESE)
    columns = columns_figure(QUARTERS, (None,) * 4, 2, LIGHT, CHINESE)

    assert line.data[0].text == ("",) * 4
    assert len(columns.data) == 2
    assert columns.layout.yaxis.range == (0.0, 1.2)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_template_wears_the_palette_and_holds_charts_still(colours: Palette) -> None:
    look = pio.templates[f"jiping_{colours.name}"].layout

    assert look.font.color == colours.ink
    assert look.font.family.startswith("Noto Sans SC")
    assert look.paper_bgcolor == "rgba(0,0,0,0)"
    assert look.hoverlabel.bgcolor == colours.panel
    assert look.xaxis.fixedrange is look.yaxis.fixedrange is True
    assert look.xaxis.showgrid is look.yaxis.showgrid is False
