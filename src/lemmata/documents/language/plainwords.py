"""Words that say nothing which could restrict a symbol, or that say where a statement about it ends.

What is in none of these sets, and in no pattern of the vocabulary, is a word that was not understood.
"""

from __future__ import annotations


def words_of(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


# Articles, numerals, pronouns, qualifiers, and adjectives that only point at a symbol.
QUALIFIERS = words_of("""
    a an the this that these those such any every each some all both either one two three four five several many same
    other another following above below given fixed arbitrary generic general suitable certain specific again also now
    here its their our his her it they them only just simply still even itself themselves respectively always
    therefore not nonrandom deterministic first second third fourth last next previous current new old
    held kept original different i-th j-th k-th t-th n-th ith jth kth nth th possibly respective corresponding respect
    unknown known free real real-valued scalar scalar-valued vector-valued matrix-valued discrete continuous square
    constant constants finite dense usual ordinary twice once continuously differentiable smooth two-dimensional
    multivariate univariate dimensional d-dimensional n-dimensional single main whole full entire own random
    joint marginal conditional latent observed simple basic common important useful trainable learnable learned hidden
    visible internal total predicted true actual desired correct wrong correctly
    wrongly incorrectly fitted reported resulting measured noisy raw
    elementwise element-wise componentwise component-wise entrywise entry-wise pointwise coordinatewise coordinate-wise
    initial final expected temporal red blue green black white fan-in fan-out
    forward backward upstream downstream incoming outgoing local global positional rotary self-attention multi-head
    dot-product generative discriminative autoregressive bidirectional spatial per-example per-sample per-token
    per-channel per-head token-wise layer-wise sample-wise channel-wise row-wise column-wise
    recurrent feedforward conformable compatible external excitatory inhibitory synaptic presynaptic postsynaptic""")

# Nouns that name a part that a symbol plays, and leave its value open.
PARTS = words_of("""
    input inputs output outputs layer layers bias biases loss cost objective target targets label labels feature
    features data datum dataset sample samples observation observations design weight weights parameter parameters
    variable variables symbol symbols letter letters quantity quantities value values term terms expression
    expressions formula formulas argument arguments index indices dimension dimensions size sizes number numbers rate
    rates logit logits score hyperparameter hyperparameters model models signal sequence sequences step steps
    iteration iterations time times regularization regularizer penalty strength learning momentum temperature scale
    shift offset intercept slope coefficient coefficients constant scalar scalars vector vectors matrix matrices
    tensor tensors function functions map maps mapping mappings operator set sets space point points pair pairs list
    lists tuple tuples collection family array arrays batch batches minibatch network networks neuron neurons unit
    units activation activations query queries key keys token tokens class classes row rows column columns entry
    entries element elements component components coordinate coordinates example examples training test epoch epochs
    real reals integer integers length width height depth count counts shape form kind type case cases event
    events random probability probabilities distribution distributions deviation deviations variance
    variances mean means moment moments order degree state states action actions reward rewards discount factor
    factors channel channels head heads position positions embedding embeddings step-size hyper-parameter user image
    images pixel pixels word words document documents device system unknowns knowns regressor regressors predictor
    predictors covariate covariates trial trials success outcome outcomes experiment experiments
    alphabet parametrization parameterization reparameterization reparametrization line text page figure
    successes failures tails draws logarithm logarithms exponential exponentials multiplications additions
    operations flops bits nats bytes precision recall accuracy specificity sensitivity
    equation table prior priors likelihood likelihoods posterior posteriors evidence support
    preference preferences noise frequency frequencies concentration concentrations pseudo-count pseudo-counts
    pseudocount pseudocounts arm arms horizon prediction predictions scores response responses forecast forecasts guess
    guesses perceptron perceptrons""")

# Nouns of what texts speak of, and verbs that lead to a formula: they say nothing of a value.
THINGS = words_of("""
    mini-batch mini-batches minibatches encoder encoders decoder decoders generator discriminator classifier classifiers
    regularizer regulariser
    reading readings sensor sensors patient patients test tests
    disease coin coins toss tosses die dice roll rolls ball balls urn urns card cards ticket tickets customer customers
    machine machines item items person people student students study member members
    location locations site sites cell cells edge edges leaf leaves cluster
    clusters topic topics agent agents environment episode episodes environment
    group groups category categories population populations treatment treatments level levels hypothesis hypotheses
    candidate candidates measurement measurements message messages codeword codewords particle particles
    innovation innovations control controls velocity velocities buffer buffers memory memories accumulator
    accumulators gain gains advantage advantages critic critics actor actors timestep timesteps bandit bandits
    transcript transcripts utterance utterances passage passages snapshot snapshots checkpoint checkpoints
    player players round rounds week weeks day days year years hour hours minute minutes second seconds month months
    angle angles phase amplitude direction directions search gate gates frame frames patch patches slot slots anchor
    baseline teacher task tasks view views trajectory trajectories rollout caption captions speaker pose camera
    scene voxel voxels sentence paragraph author voter voters worker workers firm firms plant seller buyer
    house houses room rooms school schools hospital doctor nurse city cities country region regions road car cars
    train trains flight flights bus animal animals dog dogs cat cats fish flower flowers food drink drug drugs
    gene genes protein molecule molecules atom atoms electron photon star stars planet
    field fields record records database table tables corpus sentence sentences character characters bit
    optimizer optimiser solver method methods algorithm algorithms procedure procedures rule rules scheme schemes
    computation computations calculation calculations proof proofs exercise exercises question
    questions answer answers chapter section paragraph remark notation abbreviation
    inverses reader readers author authors line lines place places spot spots corner corners
    lets let's allows helps gives makes turns leads says""")

# Words behind a symbol with which something else begins.
STARTS = words_of("""
    and or but then so hence thus therefore we where which because since while whereas if when whenever for unless
    by from into onto to as than at via per i.e e.g namely that through between among against under over up
    down out off about after before until during plus minus times let be gives give given yields yield gets get
    satisfies satisfy holds hold can may must will would should could need needs implies imply means follows
    appears appear occurs occur stands stand plays play stores store contains contain takes take uses use shows show
    depends depend acts act maps map describes describe measures measure costs cost helps help changes
    change varies vary grows grow shrinks shrink controls control determines determine encodes encode counts count
    define defines denote introduce
    consider write call put set compute computes calculate recall note here's looks look reads read
    tells tell exists exist remains remain stays stay separates crosses there here again too only instead first
    respectively below above once always never not add adds alone comes come does do""")

# With these the words that follow are about the symbol.
IS = words_of("""
    is are be was were being denotes denote represents represent stands becomes become remains called form forms""")
HAS = words_of("has have had having with without of in on whose such satisfying satisfies that obeys obeying obey")

# Those of them that are the verb of a clause, whose subject need not be the symbol before them.
VERBS = words_of("is are was were has have had")

PREPOSITIONS = words_of("""
    of for in on at by to from with over between into under per via about around near against through""")

# Words that may stand in what is said of a symbol without saying anything.
JOINING = words_of("""
    of in on at to for from by with as and or into over per via between their is are be has have having used uses
    using holding containing contains contain entries where that which it called denoted written say namely up
    own depending smoothly based evaluated computed calculated obtained expressed rewritten defined given found
    implemented stored updated derived known mutually easily been observed
    recursively iteratively repeatedly successively explicitly
    multiplied premultiplied left-multiplied right-multiplied added subtracted appended prepended concatenated inserted
    applied passed fed shared""")

# Verbs of a plural subject before a preposition: "the derivatives with respect to $w$ follow from ...".
PLURAL_VERBS = words_of("""
    follow agree cancel combine coincide reduce result lead arise come turn look appear depend add read tell take get
    become satisfy obey have do say mean show give yield contain involve differ vanish simplify match belong
    accumulate average smooth track store decay flow pass update converge behave process forget keep move go run start
    stop begin end""")

# Before a verb: what follows them says what is done with a symbol, not what it is.
ACTORS = words_of("""
    we you us one to can may might must should could will would let's not now then first next simply also often
    and or by when while after before on from""")

# Verbs before a noun phrase: what stands behind them is only made or used, "the network produces logits".
DOING = words_of("""
    produce produces produced output outputs return returns emit emits predict predicts compute computes give gives
    yield yields generate generates receive receives take takes need needs pick picks choose chooses draw draws feed
    feeds learn learns store stores transform transforms multiply multiplies add adds subtract subtracts insert inserts
    measure measures estimate estimates replace replaces substitute substitutes move moves send sends divide
    divides rescale rescales classify classifies evaluate evaluates assign assigns""")

# Verbs in -ing that are said of symbols and restrict them.
RESTRICTING = words_of("""
    commuting anticommuting anti-commuting increasing decreasing vanishing intersecting spanning alternating
    generating stabilizing minimizing maximizing minimising maximising satisfying solving""")

# Ends of words that are adjectives or participles rather than verbs in the imperative.
ADJECTIVAL_S = ("ous", "ss", "less")
ADJECTIVAL = ("al", "ic", "ous", "ive", "ed", "ble", "ary", "ent", "ant", "ar", "s", "less", "ful", "ite", "nt", "ct")

# Nouns such that what is said of them is said of the symbol: "the support of $p$ is finite".
HANDED_DOWN = words_of("""
    rank norm length support diagonal spectrum kernel nullspace range span sum sums product products law distribution
    blocks block minors roots zeros part parts sign magnitude spaces space factors""")

# Nouns of what a matrix or a function has anyway: to name it restricts nothing.
BELONGINGS = words_of("""
    eigenvalue eigenvalues eigenvector eigenvectors singular determinant trace inverse transpose columns column rows
    row entries entry elements components coordinates norm gradient hessian jacobian derivative derivatives density
    svd decomposition mean variance deviation expectation entropy cdf pdf pmf mode median marginal marginals
    margin margins""")

# What a formula works out, said right before it.
RESULTS = words_of("""
    difference sum product quotient ratio average total square logarithm integral fraction equality
    inequality equation decomposition relation""")
