"""Probabilities that a text gives are premises of what it concludes; a value that they leave open is one more."""

from tests.documents.judged import CONDITION, HOLDS, REFUTED, assert_last, rows

BAYES = r"A disease has prevalence $P(D)=0.01$. The test has $P(T\mid D)=0.9$ and $P(T\mid D^c)=0.09$. Hence "
UNION = r"Let $P(A)=0.5$, $P(B)=0.4$ and $P(A\cap B)=0.2$. Then "
PARTS = (r"Let $B_1,B_2,B_3$ be a partition of $\Omega$ with $P(B_1)=0.5$, $P(B_2)=0.3$, $P(B_3)=0.2$, "
         r"$P(A\mid B_1)=0.01$, $P(A\mid B_2)=0.02$ and $P(A\mid B_3)=0.03$. Then ")
KNOWN = (r"The events $B_1$ and $B_2$ partition the sample space. We know $P(B_1)=0.4$, $P(A\mid B_1)=0.5$ and "
         r"$P(A\mid B_2)=0.25$. Then ")
CASES = [
    (r"Let $P(A)=\frac13$. Then $P(A^c)=\frac23$.", HOLDS),
    (r"Let $P(A)=\frac13$. Then $P(A^c)=\frac13$.", REFUTED),
    (UNION + r"$P(A\cup B)=0.7$.", HOLDS), (UNION + r"$P(A\cup B)=0.9$.", REFUTED),
    (UNION + r"$P(A\mid B)=0.5$.", HOLDS), (UNION + r"$P(A\mid B)=0.4$.", REFUTED),
    # 0.009 / 0.0981 = 0.0917
    (BAYES + r"$P(D\mid T)\approx0.092$.", HOLDS), (BAYES + r"$P(D\mid T)\approx0.12$.", REFUTED),
    # 0.005 + 0.006 + 0.006
    (PARTS + r"$P(A)=0.017$.", HOLDS), (PARTS + r"$P(A)=0.06$.", REFUTED),
    (KNOWN + r"$P(A)=0.35$.", HOLDS), (KNOWN + r"$P(A)=0.45$.", REFUTED),
    (r"Let $A$ and $B$ be independent with $P(A)=0.3$ and $P(B)=0.5$. Then $P(A\cup B)=0.65$.", HOLDS),
    (r"Let $A$ and $B$ be independent with $P(A)=0.3$ and $P(B)=0.5$. Then $P(A\cup B)=0.8$.", REFUTED),
    # what is given leaves it open
    (r"Let $P(A)=0.4$ and $P(B)=0.5$. We find $P(A\cup B)=0.7$.", CONDITION),
    (r"Let $P(A)=0.5$. In the second example, $P(A)=0.3$.", CONDITION),
]


@rows(CASES)
def test_what_given_probabilities_say(text, expected):
    assert_last(text, expected)
