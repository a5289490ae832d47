"""Problems by which the search is judged: formulas with their domains.

The first ones restate those that R. W. Hamming gives in "Numerical Methods for Scientists and Engineers", chapter 3,
and its exercises; the others are what networks and statistics compute, as a text writes it.
"""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """A formula, its declarations, and the laws and conditions of its points ("": the declared domains)."""

    name: str
    text: str
    vars: str
    where: str = ""


HAMMING = (
    Problem("2sqrt", "sqrt(x+1)-sqrt(x)", "x: real", "x: floats(1,1e308)"),
    Problem("sintan", "(x-sin(x))/(x-tan(x))", "x: real"),
    Problem("2sin", "sin(x+e)-sin(x)", "x: real, e: real", "x: floats(-1e4,1e4), 1e-16*abs(x)<e, e<abs(x)"),
    Problem("2isqrt", "1/sqrt(x)-1/sqrt(x+1)", "x: real", "x: floats(1,1e308)"),
    Problem("2frac", "1/(x+1)-1/x", "x: real", "x: floats(1,1e308)"),
    Problem("2cos", "cos(x+e)-cos(x)", "x: real, e: real", "x: floats(-1e4,1e4), 1e-16*abs(x)<e, e<abs(x)"),
    Problem("2atan", "atan(x+1)-atan(x)", "x: real", "x: floats(1,1e308)"),
    Problem("tanhalf", "(1-cos(x))/sin(x)", "x: real"),
    Problem("exp2", "exp(x)-2+exp(-x)", "x: real", "x: floats(-710,710)"),
    Problem("2tan", "tan(x+e)-tan(x)", "x: real, e: real", "x: floats(-1e4,1e4), 1e-16*abs(x)<e, e<abs(x)"),
    Problem("2log", "log(x+1)-log(x)", "x: real", "x: floats(1,1e40)"),
    Problem("2cbrt", "cbrt(x+1)-cbrt(x)", "x: real", "x: floats(1,1e308)"),
    Problem("quadp", "(-b+sqrt(b**2-4*a*c))/(2*a)", "a: real, b: real, c: real"),
    Problem("quadm", "(-b-sqrt(b**2-4*a*c))/(2*a)", "a: real, b: real, c: real"),
    Problem("quad2p", "(-b+sqrt(b**2-a*c))/a", "a: real, b: real, c: real"),
    Problem("quad2m", "(-b-sqrt(b**2-a*c))/a", "a: real, b: real, c: real"),
    Problem("3frac", "1/(x+1)-2/x+1/(x-1)", "x: real", "1<abs(x)"),
    Problem("cos2", "(1-cos(x))/x**2", "x: real"),
    Problem("expm1", "exp(x)-1", "x: real", "x<710"),
    Problem("logs", "(n+1)*log(n+1)-n*log(n)-1", "n: real", "n: floats(6.8e15,1e308)"),
    Problem("logq", "log((1-e)/(1+e))", "e: real", "abs(e)<1"),
    Problem("invcot", "1/x-1/tan(x)", "x: real", "x: floats(-0.026,0.026)"),
    Problem("qlog", "log(1-x)/log(1+x)", "x: real", "abs(x)<1"),
    Problem("expq3", "e*(exp((a+b)*e)-1)/((exp(a*e)-1)*(exp(b*e)-1))", "e: real, a: real, b: real",
            "a: floats(-710,710), b: floats(-710,710), 1e-27*minimum(abs(a),abs(b))<=e, e<=minimum(abs(a),abs(b))"),
    Problem("expq2", "exp(x)/(exp(x)-1)", "x: real", "x<710"),
    Problem("sqrtexp", "sqrt((exp(2*x)-1)/(exp(x)-1))", "x: real", "x<710"),
    Problem("2nthrt", "(x+1)**(1/n)-x**(1/n)", "x: positive, n: positive"),
    Problem("expax", "exp(a*x)-1", "a: real, x: real", "a*x<710"),
)

FIELD = (
    Problem("lse", "log(sum(exp(x)))", "x: real[n]"),
    Problem("lme", "log(mean(exp(x)))", "x: real[n]"),
    Problem("softmax", "exp(x)/sum(exp(x))", "x: real[n]"),
    Problem("logsoftmax", "log(exp(x)/sum(exp(x)))", "x: real[n]"),
    Problem("xent", "-log(exp(x[0])/sum(exp(x)))", "x: real[n]"),
    Problem("var1", "mean(x**2)-mean(x)**2", "x: real[n]", "x: offset(1e4)"),
    Problem("cov", "mean(x*y)-mean(x)*mean(y)", "x: real[n], y: real[n]", "x: offset(1e4), y: offset(1e4)"),
    Problem("norm", "sqrt(sum(x**2))", "x: real[n]"),
    Problem("cosine", "(x @ y)/(sqrt(x @ x)*sqrt(y @ y))", "x: real[n], y: real[n]"),
    Problem("entropy", "-sum(p*log(p))", "p: simplex[n]"),
    Problem("kl", "sum(p*log(p/q))", "p: simplex[n], q: simplex[n]"),
    Problem("logprod", "log(prod(p))", "p: unit[n]"),
    Problem("geomean", "prod(x)**(1/n)", "x: positive[n]"),
    Problem("logdet", "log(det(A))", "A: posdef[n n]"),
    Problem("invb", "inv(A) @ b", "A: posdef[n n], b: real[n]"),
    Problem("mahal", "x @ inv(A) @ x", "A: posdef[n n], x: real[n]"),
    Problem("softplus", "log(1+exp(x))", "x: real"),
    Problem("logsig", "log(1/(1+exp(-x)))", "x: real"),
    Problem("bce", "-(y*log(1/(1+exp(-z)))+(1-y)*log(1-1/(1+exp(-z))))", "z: real, y: unit"),
    Problem("focal", "-(1-1/(1+exp(-z)))**2*log(1/(1+exp(-z)))", "z: real"),
    Problem("log1mexp", "log(1-exp(-x))", "x: positive"),
    Problem("squash", "log(1-tanh(x)**2)", "x: real"),
    Problem("logcosh", "log(cosh(x))", "x: real"),
    Problem("gelu", "x*(1+erf(x/sqrt(2)))/2", "x: real"),
    Problem("logndtr", "log((1+erf(x/sqrt(2)))/2)", "x: real"),
    Problem("hazard", "exp(-x**2/2)/sqrt(2*pi)/(1-norm_cdf(x))", "x: real"),
    Problem("logbeta", "log(gamma(a)*gamma(b)/gamma(a+b))", "a: positive, b: positive"),
    Problem("logbinom", "log(gamma(n+1)/(gamma(k+1)*gamma(n-k+1)))", "n: positive, k: positive",
            "n: loguniform(1,1e6), k: loguniform(1,1e6), k<n"),
    Problem("logit", "log(p/(1-p))", "p: unit"),
    Problem("mix", "log(w*exp(a)+(1-w)*exp(b))", "w: unit, a: real, b: real"),
    Problem("gaussll", "log(exp(-((x-m)/s)**2/2)/(s*sqrt(2*pi)))", "x: real, m: real, s: positive"),
    Problem("sigmoiddiff", "1/(1+exp(-x))-1/(1+exp(-y))", "x: real, y: real"),
    Problem("relu1", "sqrt(1+x**2)-1", "x: real"),
    Problem("klbern", "p*log(p/q)+(1-p)*log((1-p)/(1-q))", "p: unit, q: unit"),
    Problem("entb", "-p*log(p)-(1-p)*log(1-p)", "p: unit"),
    Problem("elu", "exp(x)-1", "x: real"),
    Problem("compound", "(1+r)**n-1", "r: positive, n: positive", "r: loguniform(1e-12,1), n: loguniform(1,1e4)"),
    Problem("kaiser", "(exp(x)-1)/x", "x: real"),
    Problem("bern", "x/(exp(x)-1)", "x: real"),
    Problem("expdiff", "(exp(-a*t)-exp(-b*t))/(b-a)", "a: positive, b: positive, t: positive",
            "a: loguniform(1e-3,1e2), b: loguniform(1e-3,1e2), t: loguniform(1e-3,1e2)"),
    Problem("sinc", "1-sin(x)/x", "x: real"),
    Problem("huber", "sqrt(x**2+d**2)-d", "x: real, d: positive"),
    Problem("mish", "x*tanh(log(1+exp(x)))", "x: real"),
    Problem("studentll", "-(v+1)/2*log(1+x**2/v)", "x: real, v: positive"),
    Problem("poisson", "k*log(l)-l-log(gamma(k+1))", "k: positive, l: positive",
            "k: loguniform(1e-2,1e5), l: loguniform(1e-2,1e5)"),
)
