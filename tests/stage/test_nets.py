"""Nets: nodes stand in columns, edges end at their borders, texts keep clear of them."""

import numpy as np
import pytest

from calcml.stage.layout import Box
from calcml.stage.nets import Net
from calcml.stage.text import maths

JOINED = (((0, 0), (1, 0)), ((0, 0), (1, 1)), ((1, 0), (2, 0)), ((1, 1), (2, 0)))


@pytest.fixture
def net():
    names = [[maths(letter, em=0.3) for letter in column] for column in ("x", "ab", "y")]
    return Net(names, JOINED, Box(-6, 6, -2, 2))


def test_columns_run_from_left_to_right_and_rows_from_top_to_bottom(net):
    places = [[node[0].get_center() for node in column] for column in net.nodes]
    assert [column[0][0] for column in places] == [-4, 0, 4]
    top, bottom = (place[1] for place in places[1])
    assert 1 < top < 2
    assert bottom == -top


def test_edges_end_at_the_borders_of_their_nodes(net):
    for edge, ((a, b), (c, d)) in zip(net.edges, JOINED, strict=True):
        for end, node in ((edge.get_start(), net.nodes[a][b]), (edge.get_end(), net.nodes[c][d])):
            away = float(np.linalg.norm(end - node[0].get_center()))
            assert away == pytest.approx(node[0].width / 2, abs=1e-9)


def test_texts_stand_over_and_under_nodes(net):
    node = net.nodes[1][0]
    over, under = net.over(node, maths("u", em=0.3)), net.under(node, maths("v", em=0.3))
    assert over.get_bottom()[1] > node[0].get_top()[1]
    assert under.get_top()[1] < node[0].get_bottom()[1]


def test_texts_beside_an_edge_are_clear_of_it_on_both_sides(net):
    for edge, side in zip(net.edges, (1, -1, 1, -1), strict=True):
        outer, inner = (put(edge, maths("w = u", em=0.3)) for put in (net.outside, net.inside))
        start, end = edge.get_start(), edge.get_end()
        slope = (end[1] - start[1]) / (end[0] - start[0])
        for text, sign in ((outer, side), (inner, -side)):
            for across in np.clip([text.get_left()[0], text.get_right()[0]], start[0], end[0]):
                line = start[1] + slope * (across - start[0])
                near = text.get_bottom()[1] if sign > 0 else text.get_top()[1]
                assert sign * (near - line) > 0


def test_a_wide_text_keeps_clear_of_the_node_towards_it(net):
    for edge, (_, (c, d)) in zip(net.edges[:2], JOINED[:2], strict=True):
        text = net.outside(edge, maths("w = u + v + w + u + v + w + u", em=0.3))
        assert text.get_right()[0] < net.nodes[c][d][0].get_left()[0]
    for edge, ((a, b), _) in zip(net.edges[2:], JOINED[2:], strict=True):
        text = net.outside(edge, maths("w = u + v + w + u + v + w + u", em=0.3))
        assert text.get_left()[0] > net.nodes[a][b][0].get_right()[0]
