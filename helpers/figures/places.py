"""Where labels stand: apart from each other, or where one covers least. Lengths in CSS pixels, but in `apart`."""

import numpy as np


def apart(heights, room, low, high):
    """Heights as near as may be to those wanted, (k,), but at least `room` from each other, between low and high."""
    order = np.argsort(heights, kind="stable")
    placed = np.clip(np.asarray(heights, float)[order], low, high)
    for i in range(1, len(placed)):
        placed[i] = max(placed[i], placed[i - 1] + room)
    placed[-1:] = np.minimum(placed[-1:], high)
    for i in reversed(range(len(placed) - 1)):
        placed[i] = min(placed[i], placed[i + 1] - room)
    back = np.empty_like(placed)
    back[order] = placed
    return back


def squares(places, half):
    """Boxes (n,4), left, low, right and high, around places (n,2), as far as `half` to each side."""
    return np.hstack([np.asarray(places) - half, np.asarray(places) + half])


def around(place, half, mark=12):
    """Places (20,2) for a label of half a width and half a height `half` around a mark, the best to read first."""
    aside, over = half[0] + mark, half[1] + mark - 4
    near = [(0, -over), (0, over), (aside, 0), (-aside, 0)]
    corners = [(x * 0.8 * aside, y * over) for y in (-1, 1) for x in (1, -1)]
    far = [(x * aside, y * over) for k in (1.7, 2.5) for x, y in ((0, -k), (0, k), (k, 0), (-k, 0), (1, -k), (-1, k))]
    return np.asarray(place) + np.array(near + corners + far)


def best(places, half, marks, words, size, own=(), others=()):
    """Of places (n,2) the one where a label of half a size `half` (2,) covers least of the boxes `marks` (m,4), of the
    boxes `words` (k,4), which weigh more, and of what lies outside a page of this size. It had better stand near one of
    its `own` places (j,2), and nearer than to any of the `others`; of equals the first."""
    boxes = squares(places, half)
    inside = _common(boxes, np.array([(0, 0, *size)]))
    cost = 3 * _common(boxes, marks) + 30 * _common(boxes, words) + 30 * (4 * half[0] * half[1] - inside)
    if len(own):
        near = _distance(boxes, own)
        cost += 2 * near
        cost += 300 * (near > _distance(boxes, others)) if len(others) else 0
    return places[np.argmin(cost)]


def _distance(boxes, places):
    """How far each of the boxes (n,4) is from the nearest of the places."""
    places = np.asarray(places)
    gaps = np.maximum(boxes[:, None, :2] - places, places - boxes[:, None, 2:]).clip(0)
    return np.hypot(*np.moveaxis(gaps, 2, 0)).min(1)


def _common(boxes, others):
    """How much of the others each of the boxes covers (n,), in square pixels."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    return (high - low).clip(0).prod(2).sum(1)
