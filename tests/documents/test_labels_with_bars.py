r"""\mu_{x|y} and \mu_{xy} are two names; the letters of such a label count nothing, wherever they are labels again."""

from tests.documents.judged import DEFINITION, HOLDS, PROVED, REFUTED, assert_last, rows

NUMBERS = r"Let $\mu_{a|b} = 2$ and $\mu_{ab} = 3$. Then"
FILTER = r"Let $P_{k|k-1} = 4$ and $R = 1$. Then $K = P_{k|k-1}/(P_{k|k-1} + R) = 0.8$ and"
JOINT = (r"Let $(x, y)$ be jointly Gaussian with covariance blocks $\Sigma_{xx}, \Sigma_{xy}, \Sigma_{yx} = "
         r"\Sigma_{xy}^\top, \Sigma_{yy}$, the last one invertible. Then")


@rows([
    (rf"{JOINT} $\Sigma_{{x|y}} = \Sigma_{{xx}} - \Sigma_{{xy}}\Sigma_{{yy}}^{{-1}}\Sigma_{{yx}}$.", DEFINITION),
    (rf"{JOINT} $\Sigma_{{y \mid x}} = \Sigma_{{yy}} - \Sigma_{{yx}}\Sigma_{{xx}}^{{-1}}\Sigma_{{xy}}$.", DEFINITION),
    (r"The conditional covariance is $\Sigma_{1|2} = \Sigma_{11} - \Sigma_{12}\Sigma_{22}^{-1}\Sigma_{21}$.",
     DEFINITION),
    (r"With $p_{ab} = p_{a|b} p_b$ we get $p_{a|b} = p_{ab}/p_b$.", DEFINITION),
    (rf"{NUMBERS} $\mu_{{a|b}} + \mu_{{ab}} = 5$.", PROVED),
    (rf"{NUMBERS} $\mu_{{a|b}} + \mu_{{ab}} = 4$.", REFUTED),
    (rf"{NUMBERS} $\mu_{{a\mid b}} - \mu_{{ab}} = -1$.", PROVED),
    (rf"{NUMBERS} $\mu_{{a | b}} - \mu_{{ab}} = 0$.", REFUTED),
    (rf"{FILTER} $P_{{k|k}} = (1 - K) P_{{k|k-1}} = 0.8$.", HOLDS),
    (rf"{FILTER} $P_{{k|k}} = (1 - K) P_{{k|k-1}} = 0.9$.", REFUTED),
    (r"Let $\alpha_{Y\mid X}$ and $\alpha_{X \mid Y}$ be positive numbers. Then $\alpha_{Y|X} \alpha_{X|Y} > 0$.",
     PROVED),
])
def test_the_formula(text: str, expected: str) -> None:
    assert_last(text, expected)
