"""The largest value of a function of which nothing else is known is any number."""

from tests.documents.judged import CONDITION, HOLDS, REFUTED, UNDECIDED, assert_last, rows

_C = r"Let $c$ and $q$ be numbers. Then "
_STEP = (r"Let $0 < \gamma < 1$ and let $\max_{a'} Q(s', a')$ be the value of the best action, which does not depend "
         r"on $q$. For the loss $\ell(q) = \frac{1}{2}(q - \gamma \max_{a'} Q(s', a'))^2$ and $\alpha > 0$ a step of "
         r"gradient descent is ")

CASES = [
    (_C + r"$(q - (\max_a Q(s, a)))^2 = q^2 - 2 q (\max_a Q(s, a)) + (\max_a Q(s, a))^2$.", HOLDS),
    (_C + r"$(q - (\max_a Q(s, a)))^2 = q^2 + 2 q (\max_a Q(s, a)) + (\max_a Q(s, a))^2$.", REFUTED),
    (_C + r"$(c + (\min_x f(x)))^2 = c^2 + (\min_x f(x))^2$.", REFUTED),
    (_STEP + r"$q - \alpha \frac{d\ell}{dq} = (1 - \alpha) q + \alpha (\gamma \max_{a'} Q(s', a'))$.", HOLDS),
    (_STEP + r"$q - \alpha \frac{d\ell}{dq} = (1 - \alpha) q - \alpha (\gamma \max_{a'} Q(s', a'))$.", REFUTED),
    # the function stands elsewhere too, something is made of its values
    (_C + r"$(\max_x f(x)) = f(0)$.", CONDITION),
    (_C + r"$(\max_x f(x)) + c = c + 2 (\min_x f(x))$.", CONDITION),
    (_C + r"$q + (\max_x (c - f(x))^2) = q$.", CONDITION),
    (_C + r"$c + (\max_a Q(s, a)) = c + (\max_a Q(t, a))$.", UNDECIDED),
]


@rows(CASES)
def test_largest_values(text: str, expected: str) -> None:
    assert_last(text, expected)
