"""The human figure, front and back: the outline that every other drawing leans on.

All curves are the half to the right of the middle (x = 0), feet at y = 402; the other half is
its mirror. Where two places of the body meet, both use the same stretch of the same curve.
"""

from lumbago.drawings.canvas import Curve, Point, through

# Landmarks: knots of the outline where one place of the body ends and the next begins.
CROWN: Point = (0, 16)
EAR_TOP: Point = (16.8, 37)
EAR_BOTTOM: Point = (15.7, 48.5)
JAW: Point = (10.4, 61.2)
CHIN: Point = (0, 68.4)
NECK_BASE: Point = (15.2, 77.4)
SHOULDER_TOP: Point = (29, 83)
DELTOID: Point = (51.3, 117)
ELBOW_OUT: Point = (58.6, 158)
WRIST_OUT: Point = (69.6, 208)
WRIST_IN: Point = (62, 210.5)
ELBOW_IN: Point = (47.6, 161)
ARMPIT: Point = (36, 118)
RIBS: Point = (33.7, 150)
CREST: Point = (33.5, 184)
TROCHANTER: Point = (39.4, 222)
KNEE_TOP_OUT: Point = (31.8, 281)
KNEE_LOW_OUT: Point = (29.8, 307)
ANKLE_OUT: Point = (21.6, 377)
ANKLE_IN: Point = (12.2, 378)
KNEE_LOW_IN: Point = (9, 307)
KNEE_TOP_IN: Point = (6.6, 281)
GROIN: Point = (2, 238)
CROTCH: Point = (0, 225)

EAR: Curve = through(EAR_TOP, (18.5, 37.4), (19.3, 41), (17.9, 46.4), EAR_BOTTOM)

# One line each, so that it runs smoothly over every landmark on it.
_HEAD_WHOLE: Curve = through(
    (-7.8, 17.3), CROWN, (7.8, 17.3), (13.6, 22.4), (16.6, 30), EAR_TOP, EAR_BOTTOM,
    (13.8, 55.6), JAW, (6, 66.4), CHIN, (-6, 66.4),
)  # fmt: skip
HEAD: Curve = _HEAD_WHOLE.between(CROWN, CHIN)

UPPER: Curve = through(
    JAW, (10.2, 68), (11.4, 73.8), NECK_BASE, (21.4, 80.2), SHOULDER_TOP, (37.4, 86), (44.6, 91.4),
    (49, 100.5), DELTOID, (53.2, 132), (55.6, 145), ELBOW_OUT, (62.6, 169), (66.6, 182),
    (68.6, 195), WRIST_OUT, (72.4, 216), (75, 225), (76.3, 235), (76.5, 245), (75.4, 253),
    (73, 254.3), (70.6, 252.4), (68.6, 244.5), (67.9, 238.4), (67.1, 236), (66.2, 238.6),
    (64.6, 242), (62.4, 241.4), (61.5, 236), (61.3, 226), (61.4, 217), WRIST_IN, (59.6, 199),
    (54.6, 185), (49.6, 172), ELBOW_IN, (45.2, 148), (41.6, 133), ARMPIT,
)  # fmt: skip

_UPPER_LEG = (
    ARMPIT, (35.8, 127), (35, 138), RIBS, (31.9, 160), (31.2, 168), (31.7, 176), CREST,
    (36, 195), (38.4, 208), TROCHANTER, (39.6, 237), (38.1, 254), (35, 269), KNEE_TOP_OUT,
    (30.4, 291), (30, 299), KNEE_LOW_OUT, (30.9, 318), (31.2, 329), (29.4, 344), (25.8, 359),
    (22.8, 369), ANKLE_OUT,
)  # fmt: skip
_LOWER_LEG = (
    ANKLE_IN, (12.2, 367), (10.4, 353), (7.9, 339), (6.6, 327), (7.4, 316), KNEE_LOW_IN,
    (9.1, 299), (8.2, 291), KNEE_TOP_IN, (4.6, 266), (2.9, 252), GROIN, (1.4, 230), CROTCH,
)  # fmt: skip
LOWER_FRONT: Curve = through(
    *_UPPER_LEG, (22.6, 383), (26, 389), (29.4, 394), (30.4, 398), (27.8, 401), (21, 402),
    (14.4, 401.4), (11.2, 398), (10.6, 391), (11.4, 384), *_LOWER_LEG,
)  # fmt: skip
LOWER_BACK: Curve = through(
    *_UPPER_LEG, (22, 383), (23.8, 388), (28, 392), (30.8, 395.4), (29.2, 398.4), (24.4, 399.4),
    (20.4, 401.6), (16.2, 402), (12.2, 400.4), (10.8, 395), (11, 388), (11.6, 383), *_LOWER_LEG,
)  # fmt: skip
