"""pyAgrum's exact inference over a small network: a second, independent library."""

import warnings

from tests.oracle.enumeration import Small

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # SWIG's modules warn at import, and crash when it raises
    import pyagrum as gum


def posteriors(small: Small) -> list[float]:
    """P(condition | answers) by junction tree, every node a noisy-OR of its parents."""
    bn = gum.BayesNet()
    causes = [bn.add(f"c{j}", 2) for j in range(len(small.prior))]
    for node, p in zip(causes, small.prior, strict=True):
        bn.cpt(node).fillWith([1 - p, p])
    between = []
    for m, leak in enumerate(small.leak):
        node = bn.addNoisyORNet(gum.LabelizedVariable(f"x{m}", "", 2), leak)
        for j, parent in enumerate(causes):
            if small.cause[j][m] > 0:
                bn.addWeightedArc(parent, node, small.cause[j][m])
        between.append(node)
    for f in small.answers:
        node = bn.addNoisyORNet(gum.LabelizedVariable(f"f{f}", "", 2), small.rest[f])
        for j, parent in enumerate(causes):
            if small.direct[j][f] > 0:
                bn.addWeightedArc(parent, node, small.direct[j][f])
        for m, parent in enumerate(between):
            if small.member[m][f] > 0:
                bn.addWeightedArc(parent, node, small.member[m][f])
    inference = gum.LazyPropagation(bn)
    inference.setEvidence({f"f{f}": int(said) for f, said in small.answers.items()})
    inference.makeInference()
    return [float(inference.posterior(f"c{j}")[1]) for j in range(len(small.prior))]
