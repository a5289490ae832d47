"""The structure of derivatives: what they are made of, as operators, whether they are definite."""

from lemmata.engine.structure.curvature import Curvature, curvature
from lemmata.engine.structure.definite import Definite
from lemmata.engine.structure.derived import definite, operator, structure
from lemmata.engine.structure.factorisations import SingularError
from lemmata.engine.structure.operator import Operator
from lemmata.engine.structure.structure import Structure

__all__ = ["Curvature", "Definite", "Operator", "SingularError", "Structure", "curvature", "definite", "operator",
           "structure"]
