"""The network's layout is legible for every network that a learner can build."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.gui.views.network.layout import Box, NetworkLayout, arrange, least_size

networks = st.builds(
    lambda hidden, outputs: (2, *hidden, outputs),
    st.lists(st.integers(1, 32), max_size=8),
    st.sampled_from((1, 3, 4, 5, 6)),
)
spaces = st.tuples(st.integers(520, 2000), st.integers(380, 1600))


def neurons(layout: NetworkLayout) -> list[list[Neuron]]:
    return [
        [Neuron(layer, index) for index in range(column.count)] for layer, column in enumerate(layout.columns)
    ]


def tile(layout: NetworkLayout, neuron: Neuron) -> Box:
    return layout.columns[neuron.layer].tile_box(neuron.position)


@given(networks, spaces)
def test_no_two_neurons_overlap(sizes: tuple[int, ...], space: tuple[int, int]) -> None:
    layout = arrange(sizes, *space, 1.0)
    for column in neurons(layout):
        for above, below in combinations(column, 2):
            bar, next_tile = layout.columns[above.layer].bar_box(above.position), tile(layout, below)
            is_above = max(tile(layout, above).bottom, bar.bottom) <= next_tile.y
            assert is_above or bar.right <= next_tile.x or next_tile.right <= bar.x
    for before, after in pairwise(layout.columns):
        assert before.right + 8 <= after.left


@given(networks, spaces)
def test_a_neurons_links_reach_it_between_the_pictures_of_the_other_file(
    sizes: tuple[int, ...], space: tuple[int, int]
) -> None:
    for column in arrange(sizes, *space, 1.0).columns:
        joints = [column.joint(index) for index in range(column.count)]
        for index, joint in enumerate(joints if column.shift else ()):
            for other in {index - 1, index + 1} & set(range(column.count)):
                assert not column.tile_box(other).y < joint < column.tile_box(other).bottom


@given(networks, spaces)
def test_everything_lies_inside_the_view(sizes: tuple[int, ...], space: tuple[int, int]) -> None:
    layout = arrange(sizes, *space, 1.0)
    for column in layout.columns:
        for index in range(column.count):
            for box in (column.tile_box(index), column.bar_box(index)):
                assert box.x >= 0 and box.right <= space[0]
                assert box.y >= layout.head - 1 and box.bottom <= space[1]


@given(networks, spaces)
def test_headers_never_overlap_and_hold_two_buttons(sizes: tuple[int, ...], space: tuple[int, int]) -> None:
    layout = arrange(sizes, *space, 1.0)
    boxes = [layout.header_box(column) for column in range(len(sizes))]
    assert all(before.right <= after.x for before, after in pairwise(boxes))
    assert boxes[0].x >= 0 and boxes[-1].right <= space[0]
    assert all(box.width >= 48 for box in boxes)


@given(networks, spaces)
def test_each_neuron_is_found_where_it_is_drawn(sizes: tuple[int, ...], space: tuple[int, int]) -> None:
    layout = arrange(sizes, *space, 1.0)
    for column in neurons(layout):
        for neuron in column:
            box = tile(layout, neuron)
            assert layout.neuron_at(box.x + box.width / 2, box.y + box.height / 2) == neuron


@given(networks, st.sampled_from((1.0, 1.5, 2.0, 2.5)))
def test_the_least_size_leaves_room_for_every_picture(sizes: tuple[int, ...], zoom: float) -> None:
    layout = arrange(sizes, *least_size(sizes, zoom), zoom)
    assert min(column.tile for column in layout.columns) >= 6


def test_the_largest_network_fits_the_smallest_window() -> None:
    assert least_size((2, *[32] * 8, 6), 1.0) <= (560, 330)


def test_pictures_of_a_small_network_are_large() -> None:
    tiles = {column.tile for column in arrange((2, 6, 5, 4, 1), 713, 540, 1.0).columns}
    assert len(tiles) == 1 and min(tiles) >= 60


def test_presenting_at_720_lines_the_deepest_example_is_seen_whole_in_pictures_twice_as_large() -> None:
    sizes, room = (2, *[16] * 8, 1), (632, 232)
    least = least_size(sizes, 1.434, 44)
    assert least[0] <= room[0] and least[1] <= room[1]
    layout = arrange(sizes, *room, 1.434, 44)
    assert all(column.tile >= 1.3 * (room[1] - layout.head) / 17 for column in layout.columns)
    assert all(layout.header_box(place).width >= 44 for place in range(1, 9))


def test_what_a_hand_has_to_hit_is_never_smaller_than_the_theme_allows() -> None:
    assert arrange((2, 6, 5, 4, 1), 640, 232, 1.434, 44).row == 44


def test_on_a_small_projector_all_of_eight_layers_have_room_for_their_activation() -> None:
    layout = arrange((2, *(16,) * 8, 1), 640, 224, 1.434, 44)
    widths = [layout.header_box(column).width for column in range(10)]
    assert min(widths[1:-1]) >= 50  # ReLU there; Sigmoid at the output needs 72
    assert widths[-1] >= 72
